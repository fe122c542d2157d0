"""What the comparison says: how many held-out questions each model got exactly right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Count(NamedTuple):
    """So many of so many."""

    hits: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.hits / self.of if self.of else 0.0


@dataclass(frozen=True)
class Score:
    """One model's row: exact answers, valid JSON, right fields."""

    model: str
    exact: Count
    valid: Count
    fields: Count


def scores(table: Sequence[Sequence[str]]) -> tuple[Score, Score]:
    """The tuned model's row and its base's, in the order in which the card has them."""
    tuned, base = (_score(row) for row in table[1:3])
    return tuned, base


def _score(row: Sequence[str]) -> Score:
    counts = [_count(cell) for cell in row[2:5]]
    return Score(row[0], *counts)


def _count(cell: str) -> Count:
    hits, _, of = cell.partition("/")
    return Count(int(hits), int(of)) if of else Count(0, 0)
