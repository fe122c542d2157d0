"""The server's memory in one SQLite file: files, jobs, events, checkpoints, models, batches."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import JsonValue
from sqlalchemy import JSON, Column, event, text
from sqlalchemy.orm import registry
from sqlmodel import Field, Session, SQLModel, create_engine

Metadata = dict[str, str]
OPEN = ("validating_files", "queued", "running", "paused")
BATCH_OVER = ("completed", "failed", "expired", "cancelled")


class Record(SQLModel, registry=registry()):
    """Our own registry: other programs' tables never meet these."""


class File(Record, table=True):
    __tablename__ = "files"

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    created_at: int = Field(default_factory=lambda: int(time.time()))
    bytes: int
    filename: str
    purpose: str


class Job(Record, table=True):
    __tablename__ = "jobs"

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    created_at: int = Field(default_factory=lambda: int(time.time()))
    status: str = Field(default="validating_files", index=True)
    base: str
    training_file: str
    validation_file: str | None = None
    suffix: str | None = None
    seed: int
    labels: Metadata = Field(default_factory=dict, sa_column=Column(JSON))
    by_method: bool = False
    hyperparameters: dict[str, JsonValue] = Field(default_factory=dict, sa_column=Column(JSON))
    error: dict[str, str | None] | None = Field(default=None, sa_column=Column(JSON))
    model: str | None = None
    result_file: str | None = None
    trained_tokens: int | None = None
    estimated_finish: int | None = None
    finished_at: int | None = None
    read_to: int = 0
    """How far the training's event log has been read."""
    deaths: int = 0
    """How often its training process died since it last made a step."""

    @property
    def is_over(self) -> bool:
        return self.status not in OPEN


class Event(Record, table=True):
    __tablename__ = "events"

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    job: str = Field(index=True)
    created_at: int
    level: str
    type: str
    message: str
    data: dict[str, JsonValue] | None = Field(default=None, sa_column=Column(JSON))


class Checkpoint(Record, table=True):
    __tablename__ = "checkpoints"

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    job: str = Field(index=True)
    created_at: int
    model: str
    step: int
    metrics: dict[str, JsonValue] = Field(sa_column=Column(JSON))


class Model(Record, table=True):
    """An adapter that can be asked."""

    __tablename__ = "models"

    id: str = Field(primary_key=True)
    created_at: int = Field(default_factory=lambda: int(time.time()))
    base: str
    job: str
    folder: str
    step: int | None = None
    """The step of a checkpoint; nothing for the model at the end of the training."""


class Batch(Record, table=True):
    """Questions that are answered when there is time; the times are when it entered a state."""

    __tablename__ = "batches"

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    created_at: int = Field(default_factory=lambda: int(time.time()))
    status: str = Field(default="validating", index=True)
    input_file: str
    labels: Metadata = Field(default_factory=dict, sa_column=Column(JSON))
    model: str | None = None
    total: int = 0
    completed: int = 0
    failed: int = 0
    """Both counted when it is over; until then, its lines tell."""
    faults: list[dict[str, JsonValue]] = Field(default_factory=list, sa_column=Column(JSON))
    """Why the whole file was refused, line by line."""
    expires_at: int
    entered: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON))
    output_file: str | None = None
    error_file: str | None = None

    @property
    def is_over(self) -> bool:
        return self.status in BATCH_OVER

    def enter(self, status: str) -> None:
        self.status = status
        self.entered = {**self.entered, status: int(time.time())}


class BatchLine(Record, table=True):
    """What came of one line of a batch: kept at once, so that it is never answered twice.

    Gone when the batch is over: then its files hold it, until somebody deletes them.
    """

    __tablename__ = "batch_lines"

    batch: str = Field(primary_key=True)
    line: int = Field(primary_key=True)
    is_answered: bool
    result: str
    """As it stands in the output file or in the file of errors."""


class Store:
    def __init__(self, path: Path) -> None:
        self._engine = create_engine(f"sqlite:///{path}")
        event.listen(self._engine, "connect", _configure)
        Record.metadata.create_all(self._engine)

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One transaction; whoever writes comes after whoever wrote before."""
        with Session(self._engine, expire_on_commit=False) as session:
            session.connection().execute(text("BEGIN IMMEDIATE"))
            yield session
            session.commit()

    def close(self) -> None:
        self._engine.dispose()


def _configure(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # we begin our transactions ourselves
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA busy_timeout=10000")
