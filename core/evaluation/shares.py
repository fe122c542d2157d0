"""A share, such as that of thumbs that point up, and where the true one lies."""

from __future__ import annotations

Interval = tuple[float, float]


def wilson(hits: int, trials: int) -> Interval | None:
    """Wilson's interval (95 %): it holds for few trials, and for none or all of them hits."""
    from scipy.stats import binomtest

    if not trials:
        return None
    found = binomtest(hits, trials).proportion_ci(method="wilson")
    return float(found.low), float(found.high)
