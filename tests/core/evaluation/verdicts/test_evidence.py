"""The e-value against integration, against itself and against Laplace's births in Paris."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from core.evaluation.verdicts.evidence import BAR, LARGEST, e_value, log_e, results_needed


@pytest.mark.parametrize(
    ("wins", "losses"),
    [(0, 0), (1, 0), (0, 1), (7, 0), (0, 7), (5, 5), (30, 10), (10, 30), (300, 280), (60, 400)],
)
def test_it_is_the_integral_that_it_claims_to_be(wins: int, losses: int) -> None:
    def bet(p: float) -> float:
        return float(2 * (2 * p) ** wins * (2 * (1 - p)) ** losses)

    expected, _ = quad(bet, 0.5, 1, limit=500, points=[0.5, wins / max(wins + losses, 1)])
    assert math.exp(log_e(wins, losses)) == pytest.approx(expected, rel=1e-6)


def test_seven_wins_in_a_row_are_just_enough() -> None:
    """Worked by hand: 2^8 / 8 (1 - 2^-8) = 31.875, and one win fewer gives 18.14."""
    assert math.exp(log_e(7, 0)) == pytest.approx(31.875)
    assert math.exp(log_e(6, 0)) == pytest.approx(127 / 7)
    assert math.exp(log_e(6, 0)) < BAR < math.exp(log_e(7, 0))


def test_the_births_of_paris_give_laplaces_number() -> None:
    """1745 to 1770: 251,527 boys, 241,945 girls; more girls are likelier by 1.15e-42 (1781)."""
    boys, girls = log_e(251_527, 241_945), log_e(241_945, 251_527)
    assert math.exp(girls - boys) == pytest.approx(1.1521e-42, rel=1e-3)


def test_it_neither_overflows_nor_vanishes() -> None:
    assert log_e(1_000_000, 0) == pytest.approx(1_000_000 * math.log(2), rel=1e-4)
    assert e_value(log_e(1_000_000, 0)) == pytest.approx(LARGEST)
    assert math.exp(log_e(0, 1_000_000)) == pytest.approx(1 / 1_000_001, rel=1e-4)


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_a_fair_coin_leaves_it_as_it_is_on_average(wins: int, losses: int) -> None:
    """What makes it safe to look at: its mean after one more result is its value now."""
    now = log_e(wins, losses)
    after = (math.exp(log_e(wins + 1, losses) - now) + math.exp(log_e(wins, losses + 1) - now)) / 2
    assert after == pytest.approx(1, rel=1e-6)


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_forecast_is_the_smallest_number_that_reaches_the_bar(wins: int, losses: int) -> None:
    bar = math.log(BAR)
    needed = results_needed(wins, losses, bar)
    if needed is None:
        assert wins <= losses or (wins - losses) / (wins + losses) < 0.02
    elif needed:
        rate = wins / (wins + losses)
        at = [log_e(wins + rate * n, losses + (1 - rate) * n) for n in (needed - 1, needed)]
        assert at[0] < bar <= at[1]
    else:
        assert log_e(wins, losses) >= bar
