"""Consistency over many questions: shares with intervals, facts and wording apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.evaluation.consistency.takes import Consistency
from core.evaluation.shares import Interval, wilson
from core.evaluation.statistics.resampling import Vector, interval_of_ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class OverQuestions:
    """Questions asked more than once; what nobody can know is None."""

    questions: int
    stable: int  # questions all of whose answers state the same facts
    stable_ci95: Interval | None  # Wilson
    asked: int  # answers asked for
    same_facts: int  # answers in their question's largest group
    same_facts_ci95: Interval | None  # by resampling questions; None where none disagrees
    failed: int  # answers that never came; they are among those that disagree
    wording: float | None  # mean over the questions of how alike the answers are worded
    wording_ci95: Interval | None

    @property
    def stable_share(self) -> float | None:
        return self.stable / self.questions if self.questions else None

    @property
    def same_facts_share(self) -> float | None:
        return self.same_facts / self.asked if self.asked else None


def over_questions(each: Iterable[Consistency]) -> OverQuestions:
    """Questions that were asked once only say nothing of consistency and are left out."""
    found = [one for one in each if one.is_stable is not None]
    worded = np.array([one.wording for one in found if one.wording is not None], np.float64)
    stable = sum(one.is_stable is True for one in found)
    asked = np.array([one.asked for one in found], np.float64)
    same = np.array([one.same_facts for one in found], np.float64)
    return OverQuestions(
        questions=len(found),
        stable=stable,
        stable_ci95=wilson(stable, len(found)),
        asked=int(asked.sum()),
        same_facts=int(same.sum()),
        same_facts_ci95=_interval(same, asked) if np.any(same < asked) else None,
        failed=sum(len(one.failed) for one in found),
        wording=float(worded.mean()) if len(worded) else None,
        wording_ci95=_interval(worded, np.ones_like(worded)),
    )


def _interval(sums: Vector, counts: Vector) -> Interval | None:
    """No share is below none or above all, whatever few questions would allow."""
    found = interval_of_ratio(sums, counts)
    return found and (max(0.0, found[0]), min(1.0, found[1]))
