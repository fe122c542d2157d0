"""Sides: what counts as balanced."""

from __future__ import annotations

import pytest

from core.evaluation.verdicts.positions import Sides


@pytest.mark.parametrize(
    ("left", "right", "balanced"),
    [
        (20, 0, False),
        (0, 20, False),
        (16, 4, False),
        (60, 40, True),
        (12, 8, True),
        (1, 0, False),
        (650, 350, False),
        (0, 0, False),
    ],
)
def test_badly_unbalanced_sides_are_told_from_those_of_chance(
    left: int, right: int, *, balanced: bool
) -> None:
    assert Sides(left_votes=left, right_votes=right).are_balanced is balanced


def test_sides_weigh_the_same_however_often_they_were_shown() -> None:
    """Who wins only because of the left side wins half of the votes when both weigh the same."""
    sides = Sides()
    for on_left, count in ((True, 60), (False, 40)):
        for number in range(count):
            sides.add(1 if (number % 4 > 0) == on_left else -1, on_left=on_left)
    assert sides.left_won == 45 + 30
    assert sides.least_win_rate is not None
    assert 0.4 < sides.least_win_rate < 0.5
