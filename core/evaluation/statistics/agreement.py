"""Krippendorff's alpha: how far several raters agree, with an interval by resampling answers.

Alpha is 1 minus the disagreement within answers over the disagreement between all ratings. Where
distances between scores are known beforehand, an answer's disagreement is one number. At the
ordinal level a distance is that between the middles of two scores' ranks, which every resample
decides anew; as these distances are squared, an answer's disagreement comes from two sums. Either
way ten thousand resamples are a few products of matrices.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.evaluation.shares import Interval
from core.evaluation.statistics.means import answers_of, numbered
from core.evaluation.statistics.ratings import Ratings
from core.evaluation.statistics.resampling import (
    LEAST_RESAMPLES,
    RESAMPLES,
    TOO_FEW,
    Matrix,
    Vector,
    middle,
    resamples_of,
    weights,
)

COSTLY = 4_000_000_000  # numbers to go through, after which fewer resamples must do
LARGEST = 20_000_000  # cells of a table of answers, or scores, by scores
LEAST_DEFINED = 0.5  # of the resamples; with fewer, their middle is that of another question
RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff's own thresholds
FEWEST_TO_JUDGE = 6  # answers; fewer that all say the same may do so by chance (5 %, two-sided)


class Level(StrEnum):
    """What may be said of scores: that they differ, are higher, by how much, how many times."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


class Undefined(StrEnum):
    """Why there is no alpha."""

    NO_OVERLAP = "no_overlap"  # no answer was rated by two people
    NO_VARIATION = "no_variation"  # all of them gave the same score
    TOO_MANY_SCORES = "too_many_scores"  # the table would fill the memory


class Judged(StrEnum):
    """What may be said of an alpha."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    UNRELIABLE = "unreliable"
    UNTOLD = "untold"  # too few answers were shared: it may be the one or the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Alpha over `units`, each an answer (question and model) on one measure."""

    alpha: float | None
    ci95: Interval | None
    level: Level
    raters: int
    units: int
    undefined: Undefined | None = None
    shared_units: int = 0  # those that two people rated; the others say nothing of agreement

    @property
    def too_few(self) -> bool:
        return self.shared_units < TOO_FEW

    @property
    def judged(self) -> Judged | None:
        """None where there is no alpha."""
        if self.alpha is None:
            return None
        if self.ci95 is None or self.shared_units < FEWEST_TO_JUDGE:
            return Judged.UNTOLD
        low, high = self.ci95
        if low < TENTATIVE and high >= RELIABLE:
            return Judged.UNTOLD
        if self.alpha >= RELIABLE:
            return Judged.RELIABLE
        return Judged.TENTATIVE if self.alpha >= TENTATIVE else Judged.UNRELIABLE


def agreement(ratings: Ratings, level: Level = Level.ORDINAL) -> Agreement:
    """How far raters agree on one measure."""
    given = ratings.given
    units = answers_of(given)
    raters, answers = len(np.unique(given.rater.codes)), len(np.unique(units))
    shared = np.bincount(units, minlength=answers)[units] > 1
    scores, places = np.unique(given.scores[shared], return_inverse=True)
    rows = numbered(units[shared])
    count = int(rows.max()) + 1 if len(rows) else 0
    alpha, ci95, undefined = None, None, None
    if not count:
        undefined = Undefined.NO_OVERLAP
    elif len(scores) == 1:
        undefined = Undefined.NO_VARIATION
    elif max(count, len(scores)) * len(scores) > LARGEST:
        undefined = Undefined.TOO_MANY_SCORES
    else:
        cells = np.bincount(rows * len(scores) + places, minlength=count * len(scores))
        table = cells.reshape(count, len(scores)).astype(np.float64)
        alpha, ci95 = alpha_of(table, scores, level), interval_of_alpha(table, scores, level)
    return Agreement(
        alpha=alpha,
        ci95=ci95,
        level=level,
        raters=raters,
        units=answers,
        undefined=undefined,
        shared_units=count,
    )


def alpha_of(table: Matrix, scores: Vector, level: Level) -> float:
    """Alpha of how often each unit (a row of at least two ratings) got each score (a column)."""
    return float(_alphas(table, scores, level)(np.ones((1, len(table))))[0])


def interval_of_alpha(table: Matrix, scores: Vector, level: Level) -> Interval | None:
    """The middle 95 % of alphas of units that were drawn anew.

    A draw in which all scores are the same has no alpha and is left out.
    """
    units = len(table)
    if units < 2:  # noqa: PLR2004 (one unit has no spread)
        return None
    affordable = max(LEAST_RESAMPLES, min(RESAMPLES, COSTLY // table.size))
    alphas = _alphas(table, scores, level)
    draws = weights(units, resamples=min(resamples_of(units), affordable))
    found = np.concatenate([alphas(drawn) for drawn in draws])
    defined = found[~np.isnan(found)]
    return middle(defined, units) if len(defined) >= LEAST_DEFINED * len(found) else None


def _alphas(table: Matrix, scores: Vector, level: Level) -> Callable[[Matrix], Vector]:
    """What gives alpha for each row of weights of units; `nan` where all scores are equal."""
    sizes = table.sum(axis=1)
    pairs = 1 / (sizes - 1)
    if level is Level.ORDINAL:
        spread = table * (sizes * pairs)[:, None]

        def ordinal(drawn: Matrix) -> Vector:
            totals = drawn @ table
            points = np.cumsum(totals, axis=1) - totals / 2
            points -= (totals * points).sum(axis=1, keepdims=True) / totals.sum(1, keepdims=True)
            squares, sums = points**2, points @ table.T
            within = ((drawn @ spread) * squares).sum(axis=1) - (sums * sums * drawn) @ pairs
            number = totals.sum(axis=1)
            between = number * (totals * squares).sum(axis=1)
            return _ratio(within, between, number)

        return ordinal
    distances = _distances(scores, level)
    disagreement = pairs * ((table @ distances) * table).sum(axis=1)

    def known(drawn: Matrix) -> Vector:
        totals = drawn @ table
        between = ((totals @ distances) * totals).sum(axis=1)
        return _ratio(drawn @ disagreement, between, totals.sum(axis=1))

    return known


def _ratio(within: Vector, between: Vector, number: Vector) -> Vector:
    some = between > 0
    alphas = 1 - within * (number - 1) / np.where(some, between, 1)
    return np.asarray(np.where(some, alphas, np.nan), np.float64)


def _distances(scores: Vector, level: Level) -> Matrix:
    across, down = scores[None, :], scores[:, None]
    if level is Level.NOMINAL:
        return np.asarray(across != down, np.float64)
    if level is Level.RATIO:
        total = across + down
        return np.divide(across - down, total, out=np.zeros_like(total), where=total != 0) ** 2
    return np.asarray((across - down) ** 2, np.float64)
