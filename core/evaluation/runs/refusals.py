"""Why an evaluation run can't be, each a sentence fit to be shown."""

from __future__ import annotations

from typing import ClassVar

from core.errors import TogiError


class NothingToAsk(TogiError):
    template: ClassVar[str] = (
        "There are no questions to compare the models on. A data set keeps one in five of its "
        "examples back for this, once it has more rows."
    )


class SameContestant(TogiError):
    template: ClassVar[str] = (
        "Both would be the same model with the same system prompt. Choose two that differ."
    )


class NotOpen(TogiError):
    template: ClassVar[str] = "This comparison is over, so votes no longer count."


class NotInvited(TogiError):
    template: ClassVar[str] = (
        "Only people who were chosen vote in this comparison. Its result comes to the channel."
    )


class Settled(TogiError):
    template: ClassVar[str] = (
        "This question has all its votes, so its result is fixed. That keeps the verdict fair."
    )
