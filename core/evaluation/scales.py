"""Which measures of a file have the same scale: one mean is taken over those alone."""

from __future__ import annotations

from math import ceil, log10
from typing import TYPE_CHECKING

from core.ratings import HIGHEST, MEASURES, Metric

if TYPE_CHECKING:  # heavy
    from core.evaluation.statistics import Ratings

Scale = tuple[bool, int]  # whether it goes below zero, and how high


def averaged_together(ratings: Ratings) -> frozenset[str]:
    """The measures that one mean is taken over; none where their scales differ.

    A thumb is 0 or 1, so beside scores it is left out. A measure that Togi doesn't know is taken to
    go from 0 to 5 as long as its scores lie there.
    """
    names = set(ratings.metric.names)
    measures = {name for name in names if name.casefold() != Metric.THUMB} or names
    scales = {scale for name in measures if (scale := _scale(name, ratings))}
    return frozenset(measures if len(scales) <= 1 else ())


def _scale(name: str, ratings: Ratings) -> Scale | None:
    """None where nobody gave a score."""
    scores = ratings.of_metric(name).given.scores
    if not len(scores):
        return None
    lowest, highest = float(scores.min()), float(scores.max())
    if name.casefold() in set(MEASURES) or 0 <= lowest <= highest <= HIGHEST:
        return False, HIGHEST
    return lowest < 0, 10 ** ceil(log10(max(abs(lowest), abs(highest))))
