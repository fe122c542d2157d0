"""The mean of ratings, with an interval that knows that ratings of one question are alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.evaluation.shares import Interval
from core.evaluation.statistics.ratings import Ratings
from core.evaluation.statistics.resampling import TOO_FEW, Codes, interval_of_ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean over `n` ratings of so many questions; what can't be computed is None."""

    value: float | None
    ci95: Interval | None
    n: int
    questions: int

    @property
    def too_few(self) -> bool:
        """Whether there are too few questions for the interval to be taken at its word."""
        return self.questions < TOO_FEW


def mean_of(ratings: Ratings) -> Estimate:
    """Every rating weighs the same; the interval resamples questions."""
    given = ratings.given
    if not len(given.scores):
        return Estimate(value=None, ci95=None, n=0, questions=0)
    codes = numbered(given.question.codes)
    counts = np.bincount(codes).astype(np.float64)
    sums = np.bincount(codes, given.scores).astype(np.float64)
    return Estimate(
        value=float(given.scores.mean()),
        ci95=interval_of_ratio(sums, counts),
        n=len(given.scores),
        questions=len(sums),
    )


def answers_of(ratings: Ratings) -> Codes:
    """A number for what was rated: a question's answer by a model, on one measure."""
    models, metrics = len(ratings.model.names), len(ratings.metric.names)
    pairs = ratings.question.codes * models + ratings.model.codes
    return numbered(pairs * metrics + ratings.metric.codes)


def numbered(codes: Codes) -> Codes:
    """The same codes without gaps, from 0."""
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)
