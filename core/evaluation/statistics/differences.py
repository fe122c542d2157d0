"""By how much one model is better than another, on the questions that both were rated on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.evaluation.shares import Interval
from core.evaluation.statistics.means import numbered
from core.evaluation.statistics.ratings import Ratings
from core.evaluation.statistics.resampling import TOO_FEW, Vector, interval_of_ratio

MARGIN = 0.3  # of the scale from 0 to 5: what a model may lose and still count as not worse


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The challenger's mean minus the baseline's, question by question; None: can't be computed."""

    value: float | None
    ci95: Interval | None
    questions: int  # those that both models were rated on
    p_value: float | None  # of a paired t-test, two-sided

    @property
    def too_few(self) -> bool:
        """Whether there are too few questions for the interval to be taken at its word."""
        return self.questions < TOO_FEW

    def is_not_worse(self, margin: float = MARGIN) -> bool | None:
        """Whether a loss as large as the margin is ruled out; None where nothing is known."""
        return None if self.ci95 is None else self.ci95[0] > -margin


def difference(ratings: Ratings, *, baseline: str, challenger: str) -> Difference:
    """Each question counts once, however many people rated it."""
    return difference_of(per_question(ratings, baseline=baseline, challenger=challenger))


def per_question(ratings: Ratings, *, baseline: str, challenger: str) -> Vector:
    """The challenger's mean minus the baseline's on each question that has both."""
    given = ratings.given
    before, after = given.model.rows_of(baseline), given.model.rows_of(challenger)
    rows = before | after
    questions = numbered(given.question.codes[rows])
    scores, is_after = given.scores[rows], after[rows]
    count = int(questions.max()) + 1 if len(questions) else 0
    means = []
    for side in (~is_after, is_after):
        times = np.bincount(questions[side], minlength=count)
        total = np.bincount(questions[side], scores[side], minlength=count)
        means.append(np.where(times > 0, total / np.maximum(times, 1), np.nan))
    differences = means[1] - means[0]
    return np.asarray(differences[~np.isnan(differences)], np.float64)


def difference_of(differences: Vector) -> Difference:
    """The mean of one difference a question."""
    questions = len(differences)
    if not questions:
        return Difference(value=None, ci95=None, questions=0, p_value=None)
    return Difference(
        value=float(differences.mean()),
        ci95=interval_of_ratio(differences, np.ones(questions)),
        questions=questions,
        p_value=_p_value(differences),
    )


def _p_value(differences: Vector) -> float | None:
    """How often equal models would differ so much; None where all differences are the same."""
    from scipy.stats import ttest_1samp

    if np.ptp(differences) == 0:
        return None
    return float(ttest_1samp(differences, 0).pvalue)
