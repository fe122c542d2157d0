"""A run with the names that its contestants go by."""

from __future__ import annotations

from dataclasses import dataclass

from bot.views.blocks import escape
from core.evaluation.runs.ballots import Ballots


@dataclass(frozen=True, slots=True)
class Contest:
    state: Ballots
    names: dict[str, str]  # by contestant

    @property
    def challenger(self) -> str:
        return escape(self.names[self.state.contestants[1].id])

    @property
    def baseline(self) -> str:
        return escape(self.names[self.state.contestants[0].id])
