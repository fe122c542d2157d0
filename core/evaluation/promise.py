"""Whether fine-tuning paid: a tuned model with a short prompt beside its base with a long one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.evaluation.costs import ContestantCost, Latency
    from core.evaluation.statistics import Difference

LEAST_TIMED = 10  # answers of each, below which a middle time says little
NOTICEABLE = 0.05  # of the time: who waits does not notice less


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratios:
    """Tuned over base: 0.25 is a quarter of it; None where either is unknown."""

    prompt_tokens: float | None
    completion_tokens: float | None
    first_token: float | None  # of the middle times
    total: float | None
    money: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What was hoped for of a tuned model; None where it is not known, or not sure yet."""

    ratios: Ratios
    is_cheaper: bool | None  # by the price of an answer
    is_faster: bool | None  # until the whole answer is there
    is_better: bool | None  # False: sure to be no better
    is_not_worse: bool | None  # False: sure to be worse

    @property
    def held(self) -> bool | None:
        """As good as the base, and cheaper or faster.

        It is broken when the tuned model is sure to be worse, or neither cheaper nor faster; as
        long as something is missing that would settle it, nobody knows.
        """
        gains = (self.is_cheaper, self.is_faster)
        gained = True if True in gains else None if None in gains else False
        if self.is_not_worse is False or gained is False:
            return False
        return True if self.is_not_worse and gained else None


def promise(
    tuned: ContestantCost, base: ContestantCost, quality: Difference | None = None
) -> Promise:
    """Beside each other; `quality` is the tuned model's minus the base's, question by question."""
    ratios = Ratios(
        prompt_tokens=_ratio(tuned.prompt_tokens, base.prompt_tokens),
        completion_tokens=_ratio(tuned.completion_tokens, base.completion_tokens),
        first_token=_ratio(_middle(tuned.first_token), _middle(base.first_token)),
        total=_ratio(_middle(tuned.total), _middle(base.total)),
        money=_of_money(tuned, base),
    )
    timed = min(one.total.answers if one.total else 0 for one in (tuned, base))
    return Promise(
        ratios=ratios,
        is_cheaper=None if ratios.money is None else ratios.money < 1,
        is_faster=_is_faster(ratios.total) if timed >= LEAST_TIMED else None,
        is_better=_is_better(quality),
        is_not_worse=_is_not_worse(quality),
    )


def _is_faster(ratio: float | None) -> bool | None:
    return None if ratio is None else ratio <= 1 - NOTICEABLE


def _is_better(quality: Difference | None) -> bool | None:
    if quality is None or quality.ci95 is None:
        return None
    low, high = quality.ci95
    return True if low > 0 else False if high <= 0 else None


def _is_not_worse(quality: Difference | None) -> bool | None:
    """Sure to lose nothing that matters, sure to lose something, or neither."""
    if quality is None or quality.ci95 is None:
        return None
    return True if quality.is_not_worse() else False if quality.ci95[1] < 0 else None


def _of_money(tuned: ContestantCost, base: ContestantCost) -> float | None:
    if not tuned.money or not base.money or tuned.money.currency != base.money.currency:
        return None
    return _ratio(tuned.money.per_answer, base.money.per_answer)


def _middle(latency: Latency | None) -> float | None:
    return latency.p50 if latency else None


def _ratio(one: float | None, other: float | None) -> float | None:
    """None too beside zero, of which nothing is a multiple."""
    return None if one is None or not other else one / other
