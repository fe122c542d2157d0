"""What must hold before a model is promoted: each gate with its numbers, for people to check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"  # what it takes to tell is missing; that promotes nobody

    @classmethod
    def of(cls, holds: bool | None) -> State:  # noqa: FBT001 (the answer to a question)
        if holds is None:
            return cls.UNKNOWN
        return cls.PASSED if holds else cls.FAILED


class GateName(StrEnum):
    """The gates of every comparison; a caller may add more, under names of its own."""

    QUESTIONS = "questions"  # there are enough of them
    EVIDENCE = "evidence"  # the e-value reaches its bar
    SIDES = "sides"  # the challenger was on either side about as often
    BOTH_SIDES = "both_sides"  # it wins when both sides weigh the same
    RATERS = "raters"  # its lead doesn't depend on who voted


@dataclass(frozen=True, slots=True)
class Gate:
    """`value` is what was found, `bar` what it is held against, where these are numbers."""

    name: str
    state: State
    value: float | None = None
    bar: float | None = None
