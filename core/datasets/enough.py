"""How many examples it takes: what no provider trains below, and what works much better."""

from __future__ import annotations

from core.datasets.faults import Fault

LEAST = 10  # no provider takes fewer to train on
ENOUGH = 50
FEW = "few_examples"


def few(count: int) -> Fault | None:
    """What is said of a data set that could do with more."""
    return Fault(0, FEW, {"count": count, "enough": ENOUGH}) if count < ENOUGH else None
