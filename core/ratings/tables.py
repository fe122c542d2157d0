"""The records of what people thought: a ledger that only grows, and what stands by it now."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from core.ratings.metrics import Metric
from core.storage import by_value, new_id, utc_now


class Source(StrEnum):
    """Through which surface something was said."""

    BUTTON = "button"
    MODAL = "modal"
    EMOJI = "emoji"
    LIST = "list"  # of everything that a person said, where they may erase it
    IMPORT = "import"


class Reason(StrEnum):
    """What may be wrong with an answer."""

    FACTS = "facts"
    MISSING = "missing"
    TONE = "tone"
    LENGTH = "length"
    MISUNDERSTOOD = "misunderstood"


class RatingEvent(SQLModel, table=True):
    """One thing that somebody did; `value` is None when they took it back.

    When they erased it, that they did is all that stays: what it said is gone.
    """

    __tablename__ = "rating_events"
    __table_args__ = (sa.Index("rating_events_of_a_person", "team", "rater"),)

    id: int | None = Field(default=None, primary_key=True)
    cause: str = Field(unique=True)
    team: str
    answer_id: str = Field(foreign_key="answers.id", index=True)
    delivery_id: str | None = Field(default=None, foreign_key="deliveries.id")
    rater: str
    metric: Metric = Field(sa_type=by_value(Metric))
    value: int | None
    source: Source = Field(sa_type=by_value(Source))
    emoji: str | None = None
    at: datetime = Field(default_factory=utc_now)
    erased_at: datetime | None = None


class Rating(SQLModel, table=True):
    """What stands: one value per person, answer and metric, derived from the ledger."""

    __tablename__ = "ratings"
    __table_args__ = (sa.Index("ratings_of_a_person", "team", "rater"),)

    answer_id: str = Field(foreign_key="answers.id", primary_key=True)
    rater: str = Field(primary_key=True)
    metric: Metric = Field(primary_key=True, sa_type=by_value(Metric))
    team: str
    model_id: str = Field(foreign_key="models.id")
    value: int
    event_id: int | None = Field(default=None, foreign_key="rating_events.id")  # what gave it


class RatingTotal(SQLModel, table=True):
    """How many ratings of a model have one value; written with the ratings themselves."""

    __tablename__ = "rating_totals"

    model_id: str = Field(foreign_key="models.id", primary_key=True)
    metric: Metric = Field(primary_key=True, sa_type=by_value(Metric))
    value: int = Field(primary_key=True)
    count: int


class QuestionTotal(SQLModel, table=True):
    """What a model's ratings on one question add up to; written with the ratings themselves."""

    __tablename__ = "question_totals"

    model_id: str = Field(foreign_key="models.id", primary_key=True)
    metric: Metric = Field(primary_key=True, sa_type=by_value(Metric))
    question_id: str = Field(foreign_key="questions.id", primary_key=True)
    total: int
    count: int


class Comment(SQLModel, table=True):
    """What was wrong, and what would be right, in the rater's own words; the latest one stands."""

    __tablename__ = "comments"
    __table_args__ = (sa.Index("comments_of_a_person", "team", "rater"),)

    cause: str = Field(primary_key=True)
    team: str
    answer_id: str = Field(foreign_key="answers.id", index=True)
    rater: str
    reasons: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    wrong: str | None = Field(default=None, sa_type=sa.Text)
    correction: str | None = Field(default=None, sa_type=sa.Text)
    source: Source = Field(default=Source.MODAL, sa_type=by_value(Source))
    at: datetime = Field(default_factory=utc_now)
    erased_at: datetime | None = None


class EmojiMap(SQLModel, table=True):
    """What emoji say in one workspace, where its operators chose that themselves."""

    __tablename__ = "emoji_maps"

    team: str = Field(primary_key=True)
    meanings: dict[str, str] = Field(sa_type=sa.JSON)  # by name: `thumb:1`
    changed_by: str
    changed_at: datetime = Field(default_factory=utc_now)


class Reminder(SQLModel, table=True):
    """That somebody was reminded of rating: once in their life, written down before it is said."""

    __tablename__ = "reminders"

    team: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    id: str = Field(default_factory=lambda: new_id("rem"))
    at: datetime = Field(default_factory=utc_now)
