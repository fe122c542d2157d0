"""The server's memory: files, jobs, events, checkpoints and models, in one SQLite file."""

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
