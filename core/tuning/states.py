"""The states of a job, and which may follow which."""

from __future__ import annotations

from enum import StrEnum


class JobState(StrEnum):
    REQUESTED = "requested"  # ours alone; no provider has heard of it
    VALIDATING = "validating_files"
    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        return self in FINAL


FINAL = frozenset({JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED})


def state_after(state: JobState, reported: str) -> JobState:
    """The state after a report: what is final stays, what is unknown changes nothing."""
    if state.is_final:
        return state
    try:
        return JobState(reported)
    except ValueError:
        return state
