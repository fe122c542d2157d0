"""Alpha equals what was published, what two libraries say, and says why where there is none."""

from __future__ import annotations

import evalica
import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evaluation.statistics import Agreement, Judged, Level, Ratings, Undefined, agreement
from core.evaluation.statistics.agreement import _alphas
from core.evaluation.statistics.resampling import weights
from tests.core.evaluation.statistics.crowds import NAN, of_table, tables

# Krippendorff (2011), “Computing Krippendorff's Alpha-Reliability”: the examples A, B and C.
TWO_ON_BINARY = np.array([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]], float)
TWO_ON_NOMINAL = np.array(
    [[1, 1, 2, 2, 4, 3, 3, 3, 5, 4, 4, 1], [2, 1, 2, 2, 2, 3, 3, 3, 5, 4, 4, 4]], float
)
FOUR_WITH_GAPS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
)


@pytest.mark.parametrize(
    ("table", "level", "published"),
    [
        (TWO_ON_BINARY, Level.NOMINAL, 0.095),
        (TWO_ON_NOMINAL, Level.NOMINAL, 0.692),
        (FOUR_WITH_GAPS, Level.NOMINAL, 0.743),
        (FOUR_WITH_GAPS, Level.ORDINAL, 0.815),
        (FOUR_WITH_GAPS, Level.INTERVAL, 0.849),
        (FOUR_WITH_GAPS, Level.RATIO, 0.797),
    ],
)
def test_alpha_is_the_published_one(table: np.ndarray, level: Level, published: float) -> None:
    assert agreement(of_table(table), level).alpha == pytest.approx(published, abs=5e-4)


def test_raters_and_units_are_counted() -> None:
    found = agreement(of_table(FOUR_WITH_GAPS))
    assert (found.raters, found.units, found.shared_units) == (4, 12, 11)
    assert found.too_few


@given(tables(), st.sampled_from(Level))
def test_alpha_equals_the_library(table: np.ndarray, level: Level) -> None:
    found = agreement(of_table(table), level)
    try:
        with np.errstate(invalid="raise"):
            expected = krippendorff.alpha(table, level_of_measurement=level.value)
    except (ValueError, FloatingPointError):  # the library's words for both cases
        assert found.alpha is None
        assert found.undefined in {Undefined.NO_OVERLAP, Undefined.NO_VARIATION}
    else:
        assert found.alpha == pytest.approx(expected, abs=1e-9)
        assert found.undefined is None


@given(tables(scores=(-7.25, -1, 0.5, 3, 1e6)), st.sampled_from(list(Level)[:3]))
def test_alpha_equals_the_library_whatever_the_scale(table: np.ndarray, level: Level) -> None:
    found = agreement(of_table(table), level)
    if found.alpha is not None:
        expected = krippendorff.alpha(table, level_of_measurement=level.value)
        assert found.alpha == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("level", Level)
def test_alpha_equals_a_second_library(level: Level) -> None:
    found = agreement(of_table(FOUR_WITH_GAPS), level).alpha
    expected = evalica.alpha(pd.DataFrame(FOUR_WITH_GAPS), distance=level.value).alpha
    assert found == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("level", Level)
def test_each_resample_equals_the_library_on_the_drawn_units(level: Level) -> None:
    chance = np.random.default_rng(5)
    table = chance.multinomial(4, [0.1, 0.2, 0.4, 0.2, 0.1], size=20).astype(float)
    scores = np.arange(1.0, 6.0)
    (drawn,) = weights(20, resamples=50)
    for found, times in zip(_alphas(table, scores, level)(drawn), drawn, strict=True):
        repeated = np.repeat(table, times.astype(int), axis=0)
        expected = krippendorff.alpha(
            value_counts=repeated, value_domain=scores, level_of_measurement=level.value
        )
        assert found == pytest.approx(expected, abs=1e-9)


def test_raters_of_one_mind_agree_fully() -> None:
    found = agreement(of_table(np.tile(np.arange(20.0) % 6, (3, 1))))
    assert found.alpha == pytest.approx(1)
    assert found.ci95 == pytest.approx((1, 1))


def test_raters_who_guess_agree_by_chance() -> None:
    chance = np.random.default_rng(0)
    found = agreement(of_table(chance.integers(0, 6, (5, 200)).astype(float)))
    assert found.ci95 is not None
    low, high = found.ci95
    assert low < 0 < high
    assert high - low < 0.2


@pytest.mark.parametrize("level", Level)
def test_equal_scores_have_no_variation(level: Level) -> None:
    found = agreement(of_table(np.full((3, 4), 2.0)), level)
    assert (found.alpha, found.ci95, found.undefined) == (None, None, Undefined.NO_VARIATION)


def test_answers_rated_once_have_no_overlap() -> None:
    found = agreement(of_table(np.array([[1, NAN], [NAN, 2]])))
    assert (found.alpha, found.undefined) == (None, Undefined.NO_OVERLAP)
    assert (found.raters, found.units) == (2, 2)


def test_nobody_agrees_on_nothing() -> None:
    found = agreement(Ratings.of([]))
    assert (found.alpha, found.undefined, found.raters, found.units) == (
        None,
        Undefined.NO_OVERLAP,
        0,
        0,
    )


def test_one_shared_answer_has_no_interval() -> None:
    found = agreement(of_table(np.array([[1.0], [2.0]])))
    assert found.alpha == pytest.approx(0)
    assert found.ci95 is None


def test_a_table_that_would_fill_the_memory_is_not_made() -> None:
    scores = np.arange(10_000.0).reshape(2, 5_000)
    assert agreement(of_table(scores)).undefined is Undefined.TOO_MANY_SCORES


def test_the_same_question_to_another_model_is_another_answer() -> None:
    rows = [(q, m, r, "k", 1.0) for q in "ab" for m in "mn" for r in "xyz"]
    assert agreement(Ratings.of(rows)).units == 4


@pytest.mark.parametrize(
    ("alpha", "ci95", "shared", "judged"),
    [
        (0.9, (0.7, 1.0), 40, Judged.RELIABLE),
        (0.7, (0.67, 0.9), 40, Judged.TENTATIVE),
        (0.2, (-0.1, 0.5), 6, Judged.UNRELIABLE),
        (0.2, (-0.1, 0.5), 5, Judged.UNTOLD),
        (0.5, (0.1, 0.9), 40, Judged.UNTOLD),
        (0.0, None, 1, Judged.UNTOLD),
        (None, None, 0, None),
    ],
)
def test_nothing_is_said_of_agreement_where_it_may_be_the_one_or_the_other(
    alpha: float | None, ci95: tuple[float, float] | None, shared: int, judged: Judged | None
) -> None:
    found = Agreement(
        alpha=alpha, ci95=ci95, level=Level.ORDINAL, raters=2, units=shared, shared_units=shared
    )
    assert found.judged == judged
