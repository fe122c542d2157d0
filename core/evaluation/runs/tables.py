"""The records of an evaluation run: who contests, what was answered, shown blind and voted."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from core.storage import by_value, new_id, utc_now


class RunState(StrEnum):
    PREPARING = "preparing"  # answers are being given
    OPEN = "open"  # people vote
    CLOSED = "closed"
    FAILED = "failed"


class Choice(StrEnum):
    """What somebody says of two answers."""

    LEFT = "left"
    RIGHT = "right"
    TIE = "tie"
    SKIP = "skip"  # can't tell: no vote, and not shown to them again


class Run(SQLModel, table=True):
    """Contestants answer the same questions, and people vote blind between their answers."""

    __tablename__ = "evaluation_runs"

    id: str = Field(default_factory=lambda: new_id("evl"), primary_key=True)
    team: str = Field(index=True)
    cause: str = Field(unique=True)
    channel: str
    private_to: str | None = None  # the private channel beyond which nothing of it is shown
    started_by: str
    locale: str
    state: RunState = Field(default=RunState.PREPARING, sa_type=by_value(RunState))
    version_id: str | None = Field(default=None, foreign_key="dataset_versions.id")
    votes_wanted: int  # on each question, from as many people; fixed before the first vote
    raters: list[str] = Field(default_factory=list, sa_type=sa.JSON)  # none: whoever wants to
    invites_everybody: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    votes_in_thread: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    failure: str | None = None
    created_at: datetime = Field(default_factory=utc_now)
    closed_at: datetime | None = None
    closed_by: str | None = None


class Contestant(SQLModel, table=True):
    """A model with a system prompt; number 0 is what is in use, number 1 what may replace it."""

    __tablename__ = "contestants"
    __table_args__ = (sa.UniqueConstraint("run_id", "number"),)

    id: str = Field(default_factory=lambda: new_id("ctt"), primary_key=True)
    run_id: str = Field(foreign_key="evaluation_runs.id")
    number: int
    model_id: str = Field(foreign_key="models.id")
    system_prompt: str | None = Field(default=None, sa_type=sa.Text)  # None: the question's own


class Schedule(SQLModel, table=True):
    """That a comparison is begun anew every so many days, as it was first wanted."""

    __tablename__ = "evaluation_schedules"

    id: str = Field(default_factory=lambda: new_id("sch"), primary_key=True)
    run_id: str = Field(foreign_key="evaluation_runs.id", unique=True)  # the latest one
    questions: int
    takes: int
    every_days: int
    due_on: date
    ended_at: datetime | None = None
    ended_by: str | None = None


class RunAnswer(SQLModel, table=True):
    """Which answer a contestant gave to the question with a number; given once, then stored."""

    __tablename__ = "run_answers"

    run_id: str = Field(foreign_key="evaluation_runs.id", primary_key=True)
    number: int = Field(primary_key=True)
    contestant_id: str = Field(foreign_key="contestants.id", primary_key=True)
    take: int = Field(default=0, primary_key=True)  # asked again, to see whether it says the same
    answer_id: str = Field(foreign_key="answers.id", index=True)


class Showing(SQLModel, table=True):
    """That somebody was shown two answers, and on which sides; kept before they are shown."""

    __tablename__ = "showings"
    __table_args__ = (sa.UniqueConstraint("run_id", "number", "versus", "rater"),)

    id: str = Field(default_factory=lambda: new_id("shw"), primary_key=True)
    team: str
    run_id: str = Field(foreign_key="evaluation_runs.id", index=True)
    number: int
    versus: str = Field(foreign_key="contestants.id")  # who stands against number 0
    rater: str
    challenger_is_left: bool
    shown_at: datetime = Field(default_factory=utc_now)


class VoteEvent(SQLModel, table=True):
    """One thing that somebody did with a showing; `choice` is None when they took it back."""

    __tablename__ = "vote_events"

    id: int | None = Field(default=None, primary_key=True)
    cause: str = Field(unique=True)
    team: str
    showing_id: str = Field(foreign_key="showings.id", index=True)
    choice: Choice | None = Field(default=None, sa_type=by_value(Choice))
    at: datetime = Field(default_factory=utc_now)


class Conclusion(SQLModel, table=True):
    """What a closed run came to: a judgement and its course, as JSON, and a picture of it."""

    __tablename__ = "evaluation_conclusions"

    run_id: str = Field(foreign_key="evaluation_runs.id", primary_key=True)
    judgement: dict[str, object] = Field(sa_type=sa.JSON)
    course: list[object] = Field(sa_type=sa.JSON)
    picture: str | None = None  # Slack's id of the file that shows it


class Change(StrEnum):
    PROMOTED = "promoted"
    ROLLED_BACK = "rolled_back"


class Promotion(SQLModel, table=True):
    """Why another model answers in a channel since then; it only grows."""

    __tablename__ = "promotions"
    __table_args__ = (sa.Index("promotions_of_a_channel", "team", "channel"),)

    id: str = Field(default_factory=lambda: new_id("pmt"), primary_key=True)
    cause: str = Field(unique=True)
    team: str
    channel: str
    change: Change = Field(sa_type=by_value(Change))
    model_id: str = Field(foreign_key="models.id")
    previous_model_id: str | None = Field(default=None, foreign_key="models.id")
    run_id: str | None = Field(default=None, foreign_key="evaluation_runs.id")
    verdict: str | None = None
    win_rate: float | None = None
    decisive: int | None = None
    by: str
    at: datetime = Field(default_factory=utc_now)
