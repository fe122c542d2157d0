"""Whether fine-tuning paid: what a tuned model's answer takes of what its base's takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.evaluation.costs import ContestantCost


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What was hoped for of a tuned model; None where it is not known.

    Ratios are tuned over base: 0.25 is a quarter of it.
    """

    time: float | None  # until the whole answer is there, of the middle times
    money: float | None


def promise(tuned: ContestantCost, base: ContestantCost) -> Promise:
    time = _ratio(*(one.total.p50 if one.total else None for one in (tuned, base)))
    return Promise(time=time, money=_of_money(tuned, base))


def _of_money(tuned: ContestantCost, base: ContestantCost) -> float | None:
    if not tuned.money or not base.money or tuned.money.currency != base.money.currency:
        return None
    return _ratio(tuned.money.per_answer, base.money.per_answer)


def _ratio(one: float | None, other: float | None) -> float | None:
    """None too beside zero, of which nothing is a multiple."""
    return None if one is None or not other else one / other
