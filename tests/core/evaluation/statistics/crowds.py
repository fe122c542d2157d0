"""Ratings for tests of statistics: from a table, or by chance."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from core.evaluation.statistics import Ratings

NAN = float("nan")


def of_table(table: np.ndarray) -> Ratings:
    """A row is a rater, a column a question that one model answered."""
    return Ratings.of(
        (f"q{question}", "m", f"r{rater}", "k", None if np.isnan(score) else float(score))
        for rater, row in enumerate(table)
        for question, score in enumerate(row)
    )


def of_two_models(before: np.ndarray, after: np.ndarray) -> Ratings:
    """A row is a question, a column a rater; `nan` is missing."""
    return Ratings.of(
        (f"q{question}", model, f"r{rater}", "k", None if np.isnan(score) else float(score))
        for model, table in (("base", before), ("tuned", after))
        for question, row in enumerate(table)
        for rater, score in enumerate(row)
    )


@st.composite
def tables(draw: st.DrawFn, scores: tuple[float, ...] = (0, 1, 2, 3, 4, 5)) -> np.ndarray:
    """A few raters, a few questions, some ratings missing."""
    raters, questions = draw(st.integers(1, 6)), draw(st.integers(1, 12))
    cell = st.sampled_from((NAN, *scores))
    row = st.lists(cell, min_size=questions, max_size=questions)
    return np.array(draw(st.lists(row, min_size=raters, max_size=raters)))
