"""Means and their intervals: against scipy's bootstrap and pandas, at the edges, by properties."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from scipy import stats

from core.evaluation.statistics import Ratings, mean_of
from core.evaluation.statistics.resampling import (
    interval_of_ratio,
    middle,
    resamples_of,
    weights,
)
from tests.core.evaluation.statistics.crowds import of_table, tables


def confidence(units: int) -> float:
    """What a percentile interval must promise so as to be as wide as Student's."""
    reach = stats.t.isf(0.025, units - 1) * (units / (units - 1)) ** 0.5
    return 1 - 2 * NormalDist().cdf(-reach)


def test_the_interval_is_scipys_percentile_bootstrap() -> None:
    means = np.random.default_rng(3).gamma(2, 0.12, size=500)
    found = interval_of_ratio(means, np.ones(500))
    expected = stats.bootstrap(
        (means,),
        np.mean,
        n_resamples=10_000,
        confidence_level=confidence(500),
        method="percentile",
        rng=np.random.default_rng(4),
    ).confidence_interval
    assert found == pytest.approx((expected.low, expected.high), abs=1e-3)


def test_questions_with_more_ratings_weigh_more_as_scipy_resamples_them() -> None:
    chance = np.random.default_rng(8)
    counts = chance.integers(1, 6, 400).astype(float)
    sums = counts * chance.normal(3, 0.2, 400)
    found = interval_of_ratio(sums, counts)
    expected = stats.bootstrap(
        (sums, counts),
        lambda sums, counts, axis: sums.sum(axis) / counts.sum(axis),
        paired=True,
        n_resamples=10_000,
        confidence_level=confidence(400),
        method="percentile",
        rng=np.random.default_rng(9),
    ).confidence_interval
    assert found == pytest.approx((expected.low, expected.high), abs=1e-3)


def test_below_fifteen_questions_it_is_students_t() -> None:
    means = np.array([3.0, 4, 2, 5, 3.5])
    found = interval_of_ratio(means, np.ones(5))
    expected = stats.t.interval(0.95, 4, means.mean(), stats.sem(means))
    assert found == pytest.approx(expected, abs=1e-9)


def test_from_fifteen_on_the_interval_is_about_as_wide_as_students() -> None:
    means = np.random.default_rng(1).normal(size=15)
    found = interval_of_ratio(means, np.ones(15))
    assert found is not None
    low, high = stats.t.interval(0.95, 14, means.mean(), stats.sem(means))
    assert (found[1] - found[0]) / (high - low) == pytest.approx(1, abs=0.1)


def test_each_resample_draws_as_many_questions_as_there_are() -> None:
    drawn = np.concatenate(list(weights(70, resamples=1_000)))
    assert drawn.shape == (1_000, 70)
    assert (drawn.sum(axis=1) == 70).all()
    assert drawn.mean(axis=0) == pytest.approx(np.ones(70), abs=0.2)


def test_the_same_seed_draws_the_same() -> None:
    first, second, other = (
        np.concatenate(list(weights(30, resamples=20, seed=seed))) for seed in (1, 1, 2)
    )
    assert (first == second).all()
    assert (first != other).any()


def test_very_many_questions_are_resampled_less_often() -> None:
    assert resamples_of(0) == resamples_of(500) == resamples_of(2_000) == 10_000
    assert resamples_of(1_000_000) == 1_000


def test_the_middle_grows_as_units_get_fewer() -> None:
    values = np.random.default_rng(0).normal(size=10_000)
    (low, high), (lower, higher) = middle(values, 1_000), middle(values, 15)
    assert lower < low < 0 < high < higher
    assert (low, high) == pytest.approx((-1.96, 1.96), abs=0.1)


@given(tables())
def test_the_mean_is_that_of_all_ratings(table: np.ndarray) -> None:
    found = mean_of(of_table(table))
    scores = table[~np.isnan(table)]
    assert found.n == len(scores)
    assert found.questions == int((~np.isnan(table)).any(axis=0).sum())
    assert (found.value is None) == (len(scores) == 0)
    assert (found.ci95 is None) == (found.questions < 2)
    assert found.too_few
    if found.value is not None:
        assert found.value == pytest.approx(scores.mean())
    if found.ci95 is not None:
        low, high = found.ci95
        assert low - 1e-9 <= found.value <= high + 1e-9


def test_ratings_of_one_question_are_no_independent_evidence() -> None:
    """Ten people who agree about a question say as little of other questions as one of them."""
    one = np.random.default_rng(2).integers(0, 6, (1, 40)).astype(float)
    assert mean_of(of_table(np.repeat(one, 10, axis=0))).ci95 == mean_of(of_table(one)).ci95


def test_nothing_comes_of_nothing() -> None:
    nothing = Ratings.of([])
    assert (mean_of(nothing).value, mean_of(nothing).n) == (None, 0)
