"""Wilson's interval, against a published value and statsmodels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from core.evaluation.shares import wilson


def test_the_interval_is_the_published_one() -> None:
    """Newcombe (1998), “Two-sided confidence intervals for the single proportion”, table I."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)


@given(st.integers(1, 500), st.data())
def test_the_interval_equals_statsmodels(trials: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, trials))
    expected = proportion_confint(hits, trials, method="wilson")
    assert wilson(hits, trials) == pytest.approx(expected, abs=1e-6)


def test_without_trials_nothing_is_known() -> None:
    assert wilson(0, 0) is None
