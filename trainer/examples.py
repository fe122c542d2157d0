"""Training files: chat examples, one JSON object a line, checked line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from trainer import faults

Role = Literal["system", "user", "assistant"]
SHOWN_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says; `learn` marks what the model shall learn to say."""

    role: Role
    content: str
    learn: bool


@dataclass(frozen=True, slots=True)
class Example:
    line: int
    turns: list[Turn]


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    reason: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.reason}"


class TextPart(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    type: Literal["text"]
    text: str


class Message(BaseModel):
    """A message as the protocol writes it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    role: Literal["system", "developer", "user", "assistant"]
    content: str | list[TextPart]
    name: str | None = None
    weight: Literal[0, 1] | None = None

    @model_validator(mode="after")
    def _only_answers_weigh(self) -> Message:
        if self.weight is not None and self.role != "assistant":
            raise ValueError("weight is only allowed on assistant messages")
        return self

    @property
    def text(self) -> str:
        if isinstance(self.content, str):
            return self.content
        return "".join(part.text for part in self.content)

    def turn(self) -> Turn:
        role: Role = "system" if self.role == "developer" else self.role
        return Turn(role, self.text, learn=role == "assistant" and self.weight != 0)


class Row(BaseModel):
    """One line of a training file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    messages: list[Message]

    @model_validator(mode="after")
    def _something_to_learn(self) -> Row:
        if not any(message.turn().learn for message in self.messages):
            raise ValueError("there is no assistant message to learn from")
        for number, message in enumerate(self.messages):
            if message.role == "assistant" and not message.text.strip():
                raise ValueError(f"messages.{number}: an assistant message is empty")
        if self.messages[-1].role != "assistant":
            raise ValueError("the last message must be from the assistant")
        return self


def format_fault(lines: Iterable[bytes]) -> Fault | None:
    """The first line that is no JSON object: what an upload is refused for."""
    for number, line in enumerate(lines, start=1):
        try:
            is_object = isinstance(json.loads(line.decode("utf-8")), dict)
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
            is_object = False
        if not is_object:
            return Fault(number, _hint(line))
    return None


def parse(number: int, line: bytes) -> Example | Fault:
    try:
        row = Row.model_validate_json(line)
    except ValidationError as error:
        return Fault(number, _reason(error))
    return Example(number, [message.turn() for message in row.messages])


def read(path: Path) -> Iterator[Example | Fault]:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            yield parse(number, line)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file holds, and why it can't be trained on when it can't."""

    answers: int
    refusal: str | None


def check(path: Path, least: int) -> Checked:
    count, answers, faulty = 0, 0, 0
    listed: list[str] = []
    for row in read(path):
        count += 1
        if isinstance(row, Example):
            answers += sum(turn.learn for turn in row.turns)
            continue
        faulty += 1
        if faulty <= SHOWN_FAULTS:
            listed.append(str(row))
    if faulty > SHOWN_FAULTS:
        listed.append(f"… and {faulty - SHOWN_FAULTS} more lines.")
    if not faulty and count < least:
        listed.append(f"File has {count} example(s), but must have at least {least} examples.")
    return Checked(answers, "\n".join(listed) or None)


def _hint(line: bytes) -> str:
    if line.startswith(b"\xef\xbb\xbf"):
        return "starts with a byte order mark; save the file as UTF-8 without one"
    if not line.strip():
        return "is empty"
    return "is not a JSON dictionary"


def _reason(error: ValidationError) -> str:
    place, reason = faults.first(error.errors(include_url=False))
    return f"{place}: {reason}" if place else reason
