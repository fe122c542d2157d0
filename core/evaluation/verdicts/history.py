"""How a comparison came to its verdict: where it stood after each question that was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.evaluation.shares import wilson
from core.evaluation.verdicts.comparison import Comparison
from core.evaluation.verdicts.votes import Vote


@dataclass(frozen=True, slots=True)
class Point:
    """So many of the decided questions were won; where the true rate may lie (95 %, Wilson)."""

    wins: int
    decisive: int
    low: float
    high: float
    e_value: float

    @property
    def rate(self) -> float:
        return self.wins / self.decisive


History = tuple[Point, ...]


def history(
    votes: Iterable[Vote], *, baseline: str, challenger: str, votes_per_question: int | None = None
) -> History:
    """One point a decided question, in the order in which they were settled.

    Ties change neither the rate nor the evidence, so they have no point.
    """
    found = Comparison.between(baseline, challenger, votes_per_question=votes_per_question)
    points: list[Point] = []
    for vote in votes:
        found.add(vote)
        settled = found.results.settled
        interval = wilson(settled.wins, settled.decisive)
        if interval and settled.decisive > len(points):
            point = Point(settled.wins, settled.decisive, *interval, found.e_value)
            points.append(point)
    return tuple(points)
