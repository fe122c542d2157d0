"""The records of a conversation: a question, each model's answer to it, each place it was shown."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from core.storage import by_value, new_id, utc_now


class AnswerState(StrEnum):
    PENDING = "pending"
    COMPLETE = "complete"
    FAILED = "failed"  # what was said before it broke off is kept
    STOPPED = "stopped"  # by a person, in the middle; what was said until then is kept


class Question(SQLModel, table=True):
    """What somebody asked, once; `cause` keeps a message that arrives twice from being two."""

    __tablename__ = "questions"
    __table_args__ = (
        sa.Index("questions_of_a_thread", "team", "channel", "thread"),
        sa.Index("questions_of_a_person", "team", "asked_by"),
        sa.Index("questions_by_age", "created_at"),
    )

    id: str = Field(default_factory=lambda: new_id("qst"), primary_key=True)
    team: str = Field(index=True)
    cause: str = Field(unique=True)
    channel: str
    thread: str  # the ts of the thread it belongs to
    ts: str  # its own ts; for a question without a message, a stable stand-in
    asked_by: str
    text: str = Field(sa_type=sa.Text)
    system_prompt: str | None = None
    expected: str | None = None  # what a held-out example says is right
    version_id: str | None = Field(default=None, foreign_key="dataset_versions.id")
    private_to: str | None = None  # the person whom alone the answer is for
    files: list[str] = Field(default_factory=list, sa_type=sa.JSON)  # Slack's ids, to be read along
    joins_thread: bool = False  # asked below messages of others, which are read along
    created_at: datetime = Field(default_factory=utc_now)

    @property
    def within(self) -> str | None:
        """The thread that has begun before it; None where it may be the only message of one."""
        return None if self.thread == self.ts else self.thread


class Answer(SQLModel, table=True):
    """What one model said to one question; it has its id before a word is generated."""

    __tablename__ = "answers"
    __table_args__ = (
        sa.UniqueConstraint("question_id", "model_id"),
        sa.Index(
            "answers_to_stop",
            "state",
            sqlite_where=sa.text("stop_asked_by IS NOT NULL"),
            postgresql_where=sa.text("stop_asked_by IS NOT NULL"),
        ),
        sa.Index(
            "answers_of_canaries",
            "model_id",
            sqlite_where=sa.text("is_canary"),
            postgresql_where=sa.text("is_canary"),
        ),
    )

    id: str = Field(default_factory=lambda: new_id("ans"), primary_key=True)
    team: str = Field(index=True)
    question_id: str = Field(foreign_key="questions.id")
    model_id: str = Field(foreign_key="models.id", index=True)
    state: AnswerState = Field(default=AnswerState.PENDING, sa_type=by_value(AnswerState))
    system_prompt: str | None = None
    prompt_id: str | None = Field(default=None, foreign_key="prompts.id")  # None: the model's own
    is_canary: bool = False  # given by the channel's second model
    asks_ratings: bool = True
    stop_asked_by: str | None = None
    temperature: float
    max_tokens: int
    text: str | None = Field(default=None, sa_type=sa.Text)
    failure: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    first_token_ms: int | None = None
    total_ms: int | None = None
    created_at: datetime = Field(default_factory=utc_now)
    finished_at: datetime | None = None


class Delivery(SQLModel, table=True):
    """Where an answer was shown: a message or a part of one, to everybody or to one person."""

    __tablename__ = "deliveries"

    id: str = Field(default_factory=lambda: new_id("dlv"), primary_key=True)
    answer_id: str = Field(foreign_key="answers.id", index=True)
    channel: str
    ts: str
    part: int = 0
    shown_to: str | None = None  # one person, or None for everybody in the channel
    side: str | None = None  # left or right, where two were shown blind
    created_at: datetime = Field(default_factory=utc_now)
    __table_args__ = (sa.UniqueConstraint("channel", "ts", "answer_id", "part"),)
