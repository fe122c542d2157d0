"""Lengths far from the usual ones, in both directions, and never in a handful of examples."""

from __future__ import annotations

from core.datasets.checking.outliers import MOST_NAMED, LengthOutliers
from tests.core.datasets.checking.rows import answers, faults, found, row

USUAL = ["x" * length for length in range(60, 140, 2)]


def test_what_is_far_longer_or_shorter_is_named() -> None:
    rows = answers(*USUAL, "x" * 4000, "x")

    assert found(LengthOutliers, rows) == [
        ("length_outlier:answer", (41,)),
        ("length_outlier:answer", (42,)),
    ]
    assert faults(LengthOutliers, rows)[0].details == {"count": 4000, "usual": 99}


def test_questions_are_measured_too() -> None:
    rows = [row(number, "Yes.", "あ" * 50) for number in range(1, 31)]

    assert found(LengthOutliers, [*rows, row(31, "Yes.", "あ" * 2000)]) == [
        ("length_outlier:question", (31,))
    ]


def test_what_is_a_little_longer_is_let_be() -> None:
    assert found(LengthOutliers, answers(*USUAL, "x" * 250, "x" * 35)) == []
    assert found(LengthOutliers, answers(*["yes", "no", "maybe"] * 20)) == []


def test_a_handful_says_nothing() -> None:
    assert found(LengthOutliers, answers(*USUAL[:18], "x" * 9000)) == []


def test_only_the_furthest_of_many_are_named() -> None:
    rows = answers(*USUAL * 100, *["x" * (5000 + more) for more in range(300)])
    named = [rows[0] for _, rows in found(LengthOutliers, rows)]

    assert named == list(range(4301 - MOST_NAMED, 4301))
