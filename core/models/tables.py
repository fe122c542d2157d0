"""The record of a model that can answer: a base, or one that a job made of it."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from core.storage import new_id, utc_now


class Model(SQLModel, table=True):
    __tablename__ = "models"
    __table_args__ = (sa.UniqueConstraint("team", "provider", "name"),)

    id: str = Field(default_factory=lambda: new_id("mdl"), primary_key=True)
    team: str
    provider: str
    name: str  # what the provider calls it
    base_name: str  # the base it was made of; its own name for a base
    job_id: str | None = Field(default=None, foreign_key="jobs.id", unique=True)
    title: str  # what people call it, such as `support-triage-1`
    system_prompt: str | None = None  # the one it was trained with
    private_to: str | None = None
    share: float = Field(default=1.0, sa_column_kwargs={"server_default": "1"})  # of the rows
    step: int | None = None  # of its training; None: the last
    validation_loss: float | None = None  # at that step, where it isn't the last
    last_validation_loss: float | None = None  # at the last one, beside it
    created_at: datetime = Field(default_factory=utc_now)

    @property
    def label(self) -> str:
        return self.title

    @property
    def is_base(self) -> bool:
        return self.job_id is None
