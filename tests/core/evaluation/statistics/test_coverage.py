"""Intervals hold what they say: a small part of `benchmarks/intervals.py`, with its seeds."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[4]
BENCHMARK: dict[str, Any] = runpy.run_path(str(ROOT / "benchmarks/intervals.py"))
CROWDS, cell, drawn_truth, truth = (
    BENCHMARK[name] for name in ("CROWDS", "cell", "drawn_truth", "truth")
)

RUNS = 250  # the standard error of a coverage of 95 % is 1.4 points


@pytest.mark.parametrize(("questions", "raters"), [(20, 3), (50, 5), (100, 10)])
def test_the_true_difference_is_covered(questions: int, raters: int) -> None:
    found = cell(CROWDS[0], questions, raters, RUNS)
    assert found.marked == 0
    assert 0.91 <= found.coverage <= 0.99


def test_too_few_questions_are_marked_and_covered() -> None:
    found = cell(CROWDS[0], 8, 3, RUNS)
    assert found.marked == 1
    assert 0.91 <= found.coverage <= 0.99


@pytest.mark.parametrize("crowd", CROWDS, ids=lambda crowd: crowd.name)
def test_the_true_difference_is_what_very_many_ratings_say(crowd: object) -> None:
    drawn, error = drawn_truth(crowd)
    assert truth(crowd) == pytest.approx(drawn, abs=4 * error)
