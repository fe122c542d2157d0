"""A run with the names that its contestants go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.views.blocks import NOTHING, clip, escape
from core.evaluation.runs.ballots import Ballots
from core.evaluation.runs.promoting import Decision
from core.evaluation.runs.tables import Schedule

NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Contest:
    state: Ballots
    names: dict[str, str]  # by contestant
    schedule: Schedule | None = None  # where it will be repeated
    decisions: Sequence[Decision] = ()  # what was decided after it, the last one last

    @property
    def in_pictures(self) -> tuple[str, str]:
        """The challenger and the baseline, as they are called: nothing in a picture is markup."""
        baseline, challenger, *_ = (self.names[one.id] for one in self.state.contestants)
        return challenger, baseline

    @property
    def challenger(self) -> str:
        return called(self.names[self.state.contestants[1].id])

    @property
    def baseline(self) -> str:
        return called(self.names[self.state.contestants[0].id])


def called(name: str) -> str:
    """A name that others gave, short and harmless."""
    return escape(clip(" ".join(name.split()), NAME_LENGTH)) or NOTHING
