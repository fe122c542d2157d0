"""A summary equals the plain means of a frame, with names in the order of the rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from core.evaluation.statistics import Ratings, summarise_ratings


def test_means_equal_those_of_a_frame() -> None:
    chance = np.random.default_rng(6)
    frame = pd.DataFrame(
        [
            (f"q{q}", model, f"r{r}", metric, chance.choice([np.nan, 1, 2, 3, 4, 5]))
            for q in range(30)
            for model in ("tuned", "base")
            for r in range(3)
            for metric in ("relevance", "accuracy")
        ],
        columns=["question", "model", "rater", "metric", "score"],
    )
    found = summarise_ratings(Ratings.of(frame.itertuples(index=False, name=None)))
    assert found.overall.value == pytest.approx(frame.score.mean())
    assert found.overall.n == frame.score.count()
    assert list(found.metrics) == ["relevance", "accuracy"]
    assert list(found.models) == ["tuned", "base"]
    for model, expected in frame.groupby("model").score.mean().items():
        assert found.models[model].value == pytest.approx(expected)
    for metric, some in frame.groupby("metric"):
        assert found.metrics[metric].mean.value == pytest.approx(some.score.mean())
        for model, expected in some.groupby("model").score.mean().items():
            assert found.metrics[metric].models[model].value == pytest.approx(expected)


def test_a_model_without_a_single_score_is_named_all_the_same() -> None:
    found = summarise_ratings(Ratings.of([("q", "m", "r", "k", None)]))
    assert (found.models["m"].value, found.models["m"].n) == (None, 0)
    assert found.metrics["k"].agreement.alpha is None


def test_a_model_stands_only_under_the_metrics_it_was_rated_on() -> None:
    found = summarise_ratings(Ratings.of([("q", "m", "r", "k", 1), ("q", "n", "r", "l", 2)]))
    assert list(found.metrics["k"].models) == ["m"]
    assert list(found.metrics["l"].models) == ["n"]
