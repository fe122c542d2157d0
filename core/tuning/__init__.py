"""Training jobs: asked for once, followed to the end, with the loss on record."""

from core.tuning.best import Best, best_checkpoint
from core.tuning.estimating import Estimate, estimate, pace_of
from core.tuning.jobs import (
    JobNotRunning,
    close,
    find_job,
    follow,
    list_jobs,
    loss_curve,
    request,
    steps_done,
)
from core.tuning.states import JobState
from core.tuning.tables import HALF, QUARTER, Job, LossPoint

__all__ = [
    "HALF",
    "QUARTER",
    "Best",
    "Estimate",
    "Job",
    "JobNotRunning",
    "JobState",
    "LossPoint",
    "best_checkpoint",
    "close",
    "estimate",
    "find_job",
    "follow",
    "list_jobs",
    "loss_curve",
    "pace_of",
    "request",
    "steps_done",
]
