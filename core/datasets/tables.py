"""The records of a data set: its name, its immutable versions, their examples."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from core.storage import by_value, new_id, utc_now


class Split(StrEnum):
    TRAIN = "train"  # what the model learns from
    VALIDATION = "validation"  # its loss is watched while training
    HELD_OUT = "held_out"  # never leaves for a provider before it is asked


class Kind(StrEnum):
    CHAT = "chat"  # a question and its good answer, in one turn or many
    PREFERENCE = "preference"  # a question and two answers, of which one is better


class Origin(StrEnum):
    """How a version came to be."""

    FILE = "file"
    DECISIONS = "decisions"  # experts said which answers are right
    ADDITION = "addition"  # an example by hand


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Dataset(SQLModel, table=True):
    __tablename__ = "datasets"
    __table_args__ = (sa.UniqueConstraint("team", "name"),)

    id: str = Field(default_factory=lambda: new_id("ds"), primary_key=True)
    team: str
    name: str
    created_by: str
    created_at: datetime = Field(default_factory=utc_now)
    private_to: str | None = None  # the private channel it was brought to, if it was one

    @property
    def label(self) -> str:
        return self.name


class Version(SQLModel, table=True):
    """What a data set held at one time; never changed, found again by its digest."""

    __tablename__ = "dataset_versions"
    __table_args__ = (sa.UniqueConstraint("dataset_id", "number"),)

    id: str = Field(default_factory=lambda: new_id("dsv"), primary_key=True)
    dataset_id: str = Field(foreign_key="datasets.id", index=True)
    number: int
    digest: str
    cause: str = Field(unique=True)
    file_name: str
    encoding: str
    kind: Kind = Field(default=Kind.CHAT, sa_type=by_value(Kind))
    origin: Origin = Field(default=Origin.FILE, sa_type=by_value(Origin))
    question_column: str | None = None  # as the file's first row says it; None for chats
    answer_column: str | None = None
    system_prompt: str | None = None
    tokens: int | None = None  # of all examples; None where nobody counted
    training_examples: int
    validation_examples: int
    held_out_examples: int
    created_by: str
    created_at: datetime = Field(default_factory=utc_now)

    @property
    def examples(self) -> int:
        """How many it holds, of whatever split."""
        return self.training_examples + self.validation_examples + self.held_out_examples

    @property
    def began_by_hand(self) -> bool:
        """Its rows are those of no file."""
        return not self.file_name

    @property
    def is_of_lines(self) -> bool:
        """Its rows are the lines of a file, which has no row of column names."""
        return self.question_column is None and not self.began_by_hand


class Example(SQLModel, table=True):
    """One chat, as the provider will read it: a line of canonical JSON."""

    __tablename__ = "examples"

    version_id: str = Field(foreign_key="dataset_versions.id", primary_key=True)
    position: int = Field(primary_key=True)
    split: Split = Field(sa_type=by_value(Split))
    asked: str = Field(index=True)  # a fingerprint of the question, without width and case
    line: str = Field(sa_type=sa.Text)


class Finding(SQLModel, table=True):
    """What a check found in a version when it came in: a fault, without its words."""

    __tablename__ = "findings"

    version_id: str = Field(foreign_key="dataset_versions.id", primary_key=True)
    position: int = Field(primary_key=True)
    level: Level = Field(sa_type=by_value(Level))
    code: str
    kind: str = ""
    row: int
    rows: list[int] = Field(default_factory=list, sa_type=sa.JSON)
    details: dict[str, str | int | float] = Field(default_factory=dict, sa_type=sa.JSON)


class Erasure(SQLModel, table=True):
    """That an example was taken out of a version at somebody's request; not what it said."""

    __tablename__ = "erasures"

    version_id: str = Field(foreign_key="dataset_versions.id", primary_key=True)
    position: int = Field(primary_key=True)
    asked: str = ""  # the fingerprint of the question
    requested_by: str
    reason: str | None = None
    at: datetime = Field(default_factory=utc_now)


class ErasedQuestion(SQLModel, table=True):
    """A question that was erased: it comes back into no data set of the team, whatever its name.

    It outlives what it was erased from, and is a fingerprint: nobody can read in it what was asked.
    """

    __tablename__ = "erased_questions"

    team: str = Field(primary_key=True)
    asked: str = Field(primary_key=True)


class Arrival(SQLModel, table=True):
    """A file on its way in: who brought it where, and what they said of it."""

    __tablename__ = "arrivals"

    cause: str = Field(primary_key=True)
    team: str
    channel: str
    thread: str | None = None
    person: str
    locale: str
    private_to: str | None = None
    name: str | None = None
    question_column: str | None = None  # the columns that the person chose; None: guessed
    answer_column: str | None = None
    system_prompt: str | None = Field(default=None, sa_type=sa.Text)
    file: str | None = None  # the id of a file in Slack
    example: str | None = None  # or the name of one that comes with Togi
    skip_bad: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    at: datetime = Field(default_factory=utc_now)
