"""How long the examples of a file are, and how often a provider would go through them."""

from __future__ import annotations

from array import array
from typing import NamedTuple

FEWEST_SEEN, MOST_SEEN = 100, 25_000  # examples times epochs, as OpenAI's guide aims at
USUAL_EPOCHS, MOST_EPOCHS = 3, 25


class Spread(NamedTuple):
    """Figures of one measure; each is None where nothing was measured."""

    total: int | None = None
    min: int | None = None
    p50: int | None = None
    p95: int | None = None
    max: int | None = None

    @classmethod
    def of(cls, values: array[int]) -> Spread:
        if not values:
            return cls()
        ordered = sorted(values)
        return cls(
            total=sum(ordered),
            min=ordered[0],
            p50=_percentile(ordered, 50),
            p95=_percentile(ordered, 95),
            max=ordered[-1],
        )


def _percentile(ordered: list[int], percent: int) -> int:
    """The smallest value that at least so many of a hundred don't exceed."""
    return ordered[-(-len(ordered) * percent // 100) - 1]


def epochs_for(examples: int) -> int | None:
    """What `auto` comes to, by the rule that OpenAI published."""
    if not examples:
        return None
    if examples * USUAL_EPOCHS < FEWEST_SEEN:
        return min(MOST_EPOCHS, FEWEST_SEEN // examples)
    if examples * USUAL_EPOCHS > MOST_SEEN:
        return max(1, MOST_SEEN // examples)
    return USUAL_EPOCHS
