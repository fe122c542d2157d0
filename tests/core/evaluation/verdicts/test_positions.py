"""Sides: how they are drawn, and what counts as balanced."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from core.evaluation.verdicts.positions import Sides, goes_left


def drawn(seed: int, count: int) -> list[bool]:
    """Whether the challenger stood on the left, showing after showing."""
    coins, sides = random.Random(seed), list[bool]()  # noqa: S311 (a draw, no secret)
    for _ in range(count):
        on_left = sides.count(True)
        coin = coins.random() < 1 / 2
        sides.append(goes_left(on_left, len(sides) - on_left, coin=coin))
    return sides


@pytest.mark.parametrize("count", [5, 10, 11, 30])
def test_sides_are_balanced_whatever_the_coins_say(count: int) -> None:
    for sides in (drawn(seed, count) for seed in range(200)):
        left = sides.count(True)
        assert abs(2 * left - count) <= 2
        assert Sides(left_votes=left, right_votes=count - left).are_balanced


def test_who_saw_one_side_does_not_know_the_next() -> None:
    sides = drawn(1, 4000)
    for known in (0, 1):  # even for who counts: the first or the second of two
        same = [one == other for one, other in list(pairwise(sides))[known::2]]
        assert 0.2 < same.count(True) / len(same) < 0.6


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
