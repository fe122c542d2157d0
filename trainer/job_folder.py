"""One training job on the disk: what goes in, what comes out, and who is at work on it."""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NotRequired, TypedDict

from pydantic import BaseModel

from trainer import durable
from trainer.bases import Base

Number = int | float | None


class Order(BaseModel):
    """What is to be trained, all that the training process needs to know."""

    base: Base
    bases_folder: Path
    n_epochs: int
    batch_size: int
    learning_rate: float
    context: int
    seed: int
    threads: int
    save_seconds: float


class Event(TypedDict):
    """Something that happened; `key` stays the same when a resumed training repeats it."""

    key: str
    created_at: int
    level: Literal["info", "warn", "error"]
    type: Literal["message", "metrics"]
    message: str
    data: NotRequired[dict[str, Number]]


class Outcome(TypedDict):
    """How a training ended for good. Where there is none, it can be resumed."""

    status: Literal["succeeded", "failed"]
    trained_tokens: int
    code: str
    message: str
    param: str | None


@dataclass(frozen=True, slots=True)
class JobFolder:
    root: Path

    @property
    def order_file(self) -> Path:
        return self.root / "order.json"

    @property
    def training_file(self) -> Path:
        return self.root / "train.jsonl"

    @property
    def validation_file(self) -> Path:
        return self.root / "validation.jsonl"

    @property
    def events_file(self) -> Path:
        return self.root / "events.jsonl"

    @property
    def outcome_file(self) -> Path:
        return self.root / "outcome.json"

    @property
    def lock_file(self) -> Path:
        return self.root / "lock"

    @property
    def log_file(self) -> Path:
        return self.root / "training.log"

    @property
    def result_file(self) -> Path:
        return self.root / "result.csv"

    @property
    def adapter(self) -> Path:
        return self.root / "adapter"

    @property
    def state(self) -> Path:
        """Where a training goes on from after it was stopped."""
        return self.root / "state"

    def checkpoint(self, step: int) -> Path:
        return self.root / "checkpoints" / f"step-{step}"

    def order(self) -> Order:
        return Order.model_validate_json(self.order_file.read_bytes())

    def outcome(self) -> Outcome | None:
        if not self.outcome_file.is_file():
            return None
        outcome: Outcome = json.loads(self.outcome_file.read_text("utf-8"))
        return outcome

    def end(self, outcome: Outcome) -> None:
        durable.write(self.outcome_file, json.dumps(outcome, ensure_ascii=False))


class EventLog:
    """The events of a job, appended by the training process and read by whoever follows it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def mend(self) -> None:
        """Cut off the half line that a killed process may have left."""
        if self.path.is_file():
            text = self.path.read_bytes()
            os.truncate(self.path, text.rfind(b"\n") + 1)

    def append(self, event: Event) -> None:
        with self.path.open("ab") as stream:
            stream.write(json.dumps(event, ensure_ascii=False).encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())

    def say(
        self, key: str, message: str, *, level: Literal["info", "warn", "error"] = "info"
    ) -> None:
        self.append(
            {
                "key": key,
                "created_at": int(time.time()),
                "level": level,
                "type": "message",
                "message": message,
            }
        )

    def measured(self, key: str, message: str, data: dict[str, Number]) -> None:
        self.append(
            {
                "key": key,
                "created_at": int(time.time()),
                "level": "info",
                "type": "metrics",
                "message": message,
                "data": data,
            }
        )

    def read(self, offset: int = 0) -> Iterator[tuple[Event, int]]:
        """Every whole event from this byte on, each with the byte where the next one begins."""
        if not self.path.is_file():
            return
        with self.path.open("rb") as stream:
            stream.seek(offset)
            for line in stream:
                if not line.endswith(b"\n"):
                    return
                offset += len(line)
                yield json.loads(line), offset
