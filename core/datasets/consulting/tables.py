"""The records of a consultation: what was asked where, and a ledger of what was decided."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from core.storage import by_value, new_id, utc_now


class Choice(StrEnum):
    ONE = "one"  # one of the answers is right
    ALL = "all"  # they don't contradict each other
    OTHER = "other"  # none is; the right one was written


class Consultation(SQLModel, table=True):
    """That somebody had the contradictions of a version put before people in a channel."""

    __tablename__ = "consultations"

    id: str = Field(default_factory=lambda: new_id("con"), primary_key=True)
    cause: str = Field(unique=True)
    team: str
    version_id: str = Field(foreign_key="dataset_versions.id", index=True, ondelete="CASCADE")
    findings: list[int] = Field(sa_type=sa.JSON)  # what is asked about, in this order
    posted: int = 0  # how many of them people were shown so far
    channel: str
    home_channel: str  # where the data set's card stands
    home_thread: str | None = None
    asked_by: str
    locale: str
    made_version_id: str | None = Field(
        default=None, foreign_key="dataset_versions.id", ondelete="SET NULL"
    )
    closed_at: datetime | None = None
    at: datetime = Field(default_factory=utc_now)


class Decision(SQLModel, table=True):
    """What somebody decided; the last one of a contradiction stands.

    Each has the number after the one that its author saw: of two at once, one is kept.
    """

    __tablename__ = "decisions"
    __table_args__ = (sa.UniqueConstraint("version_id", "finding", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    cause: str = Field(unique=True)
    consultation_id: str = Field(foreign_key="consultations.id", index=True, ondelete="CASCADE")
    version_id: str = Field(foreign_key="dataset_versions.id", ondelete="CASCADE")
    finding: int
    number: int
    choice: Choice = Field(sa_type=by_value(Choice))
    right: int | None = None  # the row that holds the right answer
    answer: str | None = Field(default=None, sa_type=sa.Text)  # None once it stands in a version
    decided_by: str
    at: datetime = Field(default_factory=utc_now)
