"""The records of a training job: what was asked for, where it stands, how the loss fell."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from core.storage import by_value, new_id, utc_now
from core.tuning.states import JobState

QUARTER, HALF = 0.25, 0.5  # what of the training rows a training may be given


class Job(SQLModel, table=True):
    """One training; written before the provider hears of it, so that a crash leaves a trace."""

    __tablename__ = "jobs"

    id: str = Field(default_factory=lambda: new_id("job"), primary_key=True)
    team: str = Field(index=True)
    cause: str = Field(unique=True)
    version_id: str = Field(foreign_key="dataset_versions.id")
    dataset_name: str
    provider: str
    base_model: str
    epochs: int | None = None  # None: the provider chooses
    share: float = Field(default=1.0, sa_column_kwargs={"server_default": "1"})  # of the rows
    state: JobState = Field(default=JobState.REQUESTED, sa_type=by_value(JobState))
    channel: str
    private_to: str | None = None
    requested_by: str
    created_at: datetime = Field(default_factory=utc_now)
    training_file: str | None = None
    validation_file: str | None = None
    remote_id: str | None = None
    remote_model: str | None = None
    total_steps: int | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    estimated_finish_at: datetime | None = None
    trained_tokens: int | None = None
    failure: str | None = None  # the provider's own words

    @property
    def label(self) -> str:
        return self.id


class LossPoint(SQLModel, table=True):
    """The loss at one step; validation loss stands at the last step of an epoch."""

    __tablename__ = "loss_points"

    job_id: str = Field(foreign_key="jobs.id", primary_key=True)
    step: int = Field(primary_key=True)
    train_loss: float | None = None
    validation_loss: float | None = None
