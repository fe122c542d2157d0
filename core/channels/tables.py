"""The records of how a channel is answered: its settings, and each version of its system prompt."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from core.storage import new_id, utc_now


class Prompt(SQLModel, table=True):
    """One version of a channel's system prompt; it never changes, a new one is written instead."""

    __tablename__ = "prompts"

    id: str = Field(default_factory=lambda: new_id("prm"), primary_key=True)
    team: str
    channel: str
    number: int  # counted from 1 in its channel
    text: str = Field(
        sa_type=sa.Text
    )  # "": answer without any, whatever the model was trained with
    written_by: str
    written_at: datetime = Field(default_factory=utc_now)
    __table_args__ = (sa.UniqueConstraint("team", "channel", "number"),)


class ChannelSettings(SQLModel, table=True):
    """How a channel is answered; None leaves it to the installation's own setting."""

    __tablename__ = "channel_settings"

    team: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    prompt_id: str | None = Field(default=None, foreign_key="prompts.id")
    temperature: float | None = None
    max_tokens: int | None = None
    follows_threads: bool = True  # answers in its threads without being mentioned again
    asks_ratings: bool = True  # shows buttons below its answers
    locale: str | None = None  # None: each person's own
    canary_model_id: str | None = Field(default=None, foreign_key="models.id")
    canary_share: float = 0.0  # of the questions, from 0 to 1
    changed_by: str | None = None
    changed_at: datetime | None = None
