"""Paired differences: against pandas, statsmodels and scipy, and in the cases that mislead."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from scipy import stats
from statsmodels.stats.weightstats import DescrStatsW

from core.evaluation.statistics import Difference, Ratings, difference, difference_of, per_question
from tests.core.evaluation.statistics.crowds import NAN, of_two_models, tables


def differ(before: np.ndarray, after: np.ndarray) -> Difference:
    return difference(of_two_models(before, after), baseline="base", challenger="tuned")


@given(tables(), tables())
def test_each_question_that_has_both_counts_once(before: np.ndarray, after: np.ndarray) -> None:
    found = per_question(of_two_models(before, after), baseline="base", challenger="tuned")
    means = [pd.DataFrame(table).mean(axis=1) for table in (before, after)]
    expected = (means[1] - means[0]).dropna().to_numpy()
    assert sorted(found) == pytest.approx(sorted(expected))


@given(tables(), tables())
def test_the_other_way_round_it_is_the_opposite(before: np.ndarray, after: np.ndarray) -> None:
    there, back = differ(before, after), differ(after, before)
    assert there.questions == back.questions
    assert there.p_value == pytest.approx(back.p_value)
    if there.value is not None:
        assert there.value == pytest.approx(-back.value)
    if there.ci95 is not None:
        assert there.ci95 == pytest.approx((-back.ci95[1], -back.ci95[0]))


def test_few_questions_get_the_paired_t_interval() -> None:
    differences = np.array([0.5, 1.0, -0.25, 0.75, 0.0, 1.5, 0.5])
    found = difference_of(differences)
    expected = DescrStatsW(differences)
    assert found.too_few
    assert found.ci95 == pytest.approx(expected.tconfint_mean(0.05), abs=1e-3)
    assert found.p_value == pytest.approx(expected.ttest_mean(0)[1], abs=1e-3)


def test_the_p_value_is_that_of_the_paired_test() -> None:
    chance = np.random.default_rng(7)
    before, after = chance.normal(3, 1, (60, 1)), chance.normal(3.2, 1, (60, 1))
    expected = stats.ttest_rel(after.ravel(), before.ravel())
    assert differ(before, after).p_value == pytest.approx(expected.pvalue, abs=1e-3)


def test_many_questions_get_about_the_interval_of_statsmodels() -> None:
    differences = np.random.default_rng(11).normal(0.1, 0.2, 400)
    found = difference_of(differences)
    assert not found.too_few
    assert found.ci95 == pytest.approx(DescrStatsW(differences).tconfint_mean(0.05), abs=1e-3)


def test_hard_questions_that_only_one_model_got_decide_nothing() -> None:
    before = np.array([[5.0]] * 20 + [[NAN]] * 20)
    after = np.array([[5.0]] * 20 + [[0.0]] * 20)
    found = differ(before, after)
    assert (found.value, found.questions) == (0, 20)


@pytest.mark.parametrize(
    ("loss", "is_not_worse"),
    [(-0.1, True), (-0.5, False), (0.0, True)],
)
def test_a_model_is_not_worse_when_the_margin_is_ruled_out(loss: float, is_not_worse: bool) -> None:  # noqa: FBT001 (a table of expectations)
    differences = loss + np.random.default_rng(0).normal(0, 0.3, 100)
    found = difference_of(differences)
    assert found.is_not_worse() is is_not_worse
    assert found.is_not_worse(margin=1.0) is True


def test_what_nobody_compared_is_unknown() -> None:
    nothing = difference(Ratings.of([]), baseline="base", challenger="tuned")
    assert (nothing.value, nothing.ci95, nothing.p_value, nothing.questions) == (
        None,
        None,
        None,
        0,
    )
    assert nothing.is_not_worse() is None
    assert nothing.too_few
    one = difference_of(np.array([1.0]))
    assert (one.value, one.ci95, one.p_value) == (1, None, None)
    same = difference_of(np.full(20, 0.5))
    assert (same.value, same.ci95, same.p_value) == (0.5, (0.5, 0.5), None)
