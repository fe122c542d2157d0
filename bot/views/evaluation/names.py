"""A run with the names that its contestants go by."""

from __future__ import annotations

from dataclasses import dataclass

from bot.views.blocks import escape
from core.evaluation.runs.ballots import Ballots
from core.evaluation.runs.tables import Schedule


@dataclass(frozen=True, slots=True)
class Contest:
    state: Ballots
    names: dict[str, str]  # by contestant
    schedule: Schedule | None = None  # where it will be repeated

    @property
    def challenger(self) -> str:
        return escape(self.names[self.state.contestants[1].id])

    @property
    def baseline(self) -> str:
        return escape(self.names[self.state.contestants[0].id])
