"""A batch's file, line by line: what is asked, why a file is refused, what came of a line."""

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from trainer import faults, ids
from trainer.protocol.errors import ApiError

MOST_LINES = 50_000
LARGEST_BYTES = 200 * 1024 * 1024
SHOWN_FAULTS = 20
# Many who read a file line by line part it here, too; within JSON they stand only in strings.
PARTING = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}
Fault = dict[str, JsonValue]
Endpoint = Literal["/v1/chat/completions"]


class Line(BaseModel):
    """One question; whether its body can be answered is seen when its turn comes."""

    model_config = ConfigDict(extra="forbid", strict=True)

    custom_id: str = Field(min_length=1)
    method: Literal["POST"]
    url: Endpoint
    body: dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many questions a file holds and to which model, or why it can't be answered."""

    total: int
    model: str | None
    faults: list[Fault]


def read(path: Path, done: Container[int]) -> Iterator[tuple[int, Line]]:
    """The lines that are left, by number; what is done is passed over unread."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if number not in done:
                yield number, Line.model_validate_json(line)


def check(path: Path) -> Checked:
    """Every line of a file at once: a batch is answered whole or not begun."""
    if path.stat().st_size > LARGEST_BYTES:
        return Checked(0, None, [_fault("file_too_large", "The file is larger than 200 MB.")])
    found: list[Fault] = []
    seen: set[str] = set()
    model: JsonValue = None
    number = 0
    with path.open("rb") as stream:
        for number, text in enumerate(stream, start=1):
            try:
                line = Line.model_validate_json(text)
            except ValidationError as error:
                place, reason = faults.first(error.errors(include_url=False))
                found.append(_fault("invalid_request", f"{place}: {reason}", number, place))
                continue
            if line.custom_id in seen:
                message = f"The custom_id {line.custom_id} stands on an earlier line too."
                found.append(_fault("duplicate_custom_id", message, number, "custom_id"))
            seen.add(line.custom_id)
            model = line.body.get("model") if model is None else model
            if not isinstance(model, str) or line.body.get("model") != model:
                message = "Every line of a batch must ask the same model."
                found.append(_fault("mismatched_model", message, number, "body.model"))
    if number > MOST_LINES:
        message = f"The file has {number} lines; a batch takes {MOST_LINES} at most."
        found.append(_fault("too_many_requests", message))
    return Checked(number, model if isinstance(model, str) else None, found[:SHOWN_FAULTS])


def answered(line: Line, body: dict[str, JsonValue]) -> str:
    return _result(line, {"status_code": 200, "request_id": ids.new("req_"), "body": body})


def refused(line: Line, error: ApiError) -> str:
    body: JsonValue = {"error": dict(error.body["error"])}
    reply: JsonValue = {
        "status_code": error.status,
        "request_id": ids.new("req_"),
        "body": body,
    }
    return _result(line, reply)


def never_asked(line: Line, status: str) -> str:
    """A line whose batch came to its end before it; `status` is how the batch ended."""
    reasons = {
        "expired": "This request could not be executed before the completion window expired.",
        "cancelled": "The batch was cancelled before this request was executed.",
    }
    return _result(line, None, {"code": f"batch_{status}", "message": reasons[status]})


def _result(line: Line, response: JsonValue, error: JsonValue = None) -> str:
    told = {
        "id": ids.new("batch_req_"),
        "custom_id": line.custom_id,
        "response": response,
        "error": error,
    }
    return json.dumps(told, ensure_ascii=False).translate(PARTING)


def _fault(code: str, message: str, line: int | None = None, param: str | None = None) -> Fault:
    return {"code": code, "message": message, "line": line, "param": param}
