"""Intervals by drawing questions anew: how far a number would move had other ones been asked.

Ratings of one question are alike, so a question with all its ratings is drawn or left out as a
whole. The middle 95 % of what the draws give is too narrow when there are few questions: its ends
are moved outwards until a mean has the width that Student's t would give it (Hesterberg's
“expanded percentile interval”).
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from core.evaluation.shares import Interval

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

RESAMPLES, LEAST_RESAMPLES, SEED = 10_000, 1_000, 0
DRAWS = 20_000_000  # beyond 2,000 questions fewer resamples say the same, and cost no more
AT_ONCE = 1 << 16  # draws that fit a processor's cache
TOO_FEW = 15  # questions; with fewer, draws know too little of the spread
TAIL = 0.025


def resamples_of(units: int) -> int:
    return max(LEAST_RESAMPLES, min(RESAMPLES, DRAWS // max(units, 1)))


def weights(units: int, *, resamples: int, seed: int = SEED) -> Iterator[Matrix]:
    """How often each unit was drawn, a resample a row, some rows at a time."""
    chance = np.random.default_rng(seed)
    block = max(1, AT_ONCE // units)
    for first in range(0, resamples, block):
        rows = min(block, resamples - first)
        drawn = chance.integers(0, units, size=(rows, units), dtype=np.uint32)
        places = drawn + (np.arange(rows) * units)[:, None]
        counted = np.bincount(places.ravel(), minlength=rows * units)
        yield counted.reshape(rows, units).astype(np.float64)


def middle(values: Vector, units: int) -> Interval:
    """The middle 95 % of what resamples gave, wide enough for so few units."""
    reach = _students(units) * (units / (units - 1)) ** 0.5
    tail = NormalDist().cdf(-reach)
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def interval_of_ratio(sums: Vector, counts: Vector) -> Interval | None:
    """Where `sums / counts`, each over all questions, lies with 95 % certainty.

    Below 15 questions it is Student's t of each question's part (for equal counts, the ordinary
    one of the questions' means); of a single question nothing can be said.
    """
    units = len(sums)
    if units < 2:  # noqa: PLR2004 (one question has no spread)
        return None
    if units < TOO_FEW:
        return _by_student(sums, counts)
    table = np.column_stack([sums, counts])
    drawn = np.concatenate([w @ table for w in weights(units, resamples=resamples_of(units))])
    return middle(drawn[:, 0] / drawn[:, 1], units)


def _by_student(sums: Vector, counts: Vector) -> Interval:
    units, ratio = len(sums), float(sums.sum() / counts.sum())
    parts = (sums - ratio * counts) / counts.mean()
    reach = _students(units) * float(parts.std(ddof=1)) / units**0.5
    return ratio - reach, ratio + reach


def _students(units: int) -> float:
    """How many standard errors the mean of so few may be off; scipy.stats loads much slower."""
    from scipy.special import stdtrit

    return float(stdtrit(units - 1, 1 - TAIL))
