"""The record of an example that somebody adds by hand."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from core.storage import utc_now


class Addition(SQLModel, table=True):
    """An example on its way in: its words, until they stand in a version, and where it was seen."""

    __tablename__ = "additions"

    cause: str = Field(primary_key=True)
    team: str
    name: str  # of the data set
    question: str | None = Field(default=None, sa_type=sa.Text)
    answer: str | None = Field(default=None, sa_type=sa.Text)
    system_prompt: str | None = Field(default=None, sa_type=sa.Text)  # None: the data set's own
    channel: str  # where the message stands
    thread: str | None = None
    ts: str
    private_to: str | None = None
    person: str
    locale: str
    version_id: str | None = Field(
        default=None, foreign_key="dataset_versions.id", ondelete="SET NULL"
    )
    at: datetime = Field(default_factory=utc_now)
