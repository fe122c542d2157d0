"""How strongly results speak for a model, in a measure that may be looked at after each of them.

The e-value bets against “both models win equally often”, spread evenly over every win rate p from
1/2 to 1. While that is true it ever reaches 20 in at most one of 20 comparisons, however often
anybody looks (Ville's inequality).
"""

from __future__ import annotations

import math
from functools import cache

BAR = 20.0  # at most one false promotion in 20
LARGEST = 1e300  # JSON knows no infinity
PRECISE = 1e-290  # smaller numbers lose their digits
LONGEST_FORECAST = 100_000


def log_e(wins: float, losses: float) -> float:
    """The logarithm of the integral of 2 (2p)^wins (2(1-p))^losses over p from 1/2 to 1."""
    from scipy.special import betainc, betaln, hyp2f1

    trials = wins + losses
    above_half = float(betainc(losses + 1, wins + 1, 0.5))
    if above_half > PRECISE:
        whole = (trials + 1) * math.log(2) + float(betaln(wins + 1, losses + 1))
        return whole + math.log(above_half)
    # Far fewer wins than losses: what underflows above is a short series here.
    return math.log(float(hyp2f1(1, trials + 2, losses + 2, 0.5)) / (2 * (losses + 1)))


@cache
def log_e_of_counts(wins: int, losses: int) -> float:
    """The same for whole results, which a comparison meets again and again."""
    return log_e(wins, losses)


def e_value(log: float) -> float:
    return math.exp(min(log, math.log(LARGEST)))


def results_needed(wins: int, losses: int, log_bar: float) -> int | None:
    """How many further results it takes at the current rate; None where it leads nowhere."""
    if log_e(wins, losses) >= log_bar:
        return 0
    if wins <= losses:
        return None
    rate = wins / (wins + losses)

    def is_enough(more: int) -> bool:
        return log_e(wins + rate * more, losses + (1 - rate) * more) >= log_bar

    enough = 1
    while not is_enough(enough):
        enough *= 2
        if enough > LONGEST_FORECAST:
            return None
    too_few = enough // 2
    while enough - too_few > 1:
        middle = (enough + too_few) // 2
        too_few, enough = (too_few, middle) if is_enough(middle) else (middle, enough)
    return enough
