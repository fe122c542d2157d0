"""Which step of a training becomes the model."""

from __future__ import annotations

import math

import pytest

from core.providers import Checkpoint
from core.tuning import best_checkpoint


def kept(*losses: float | None) -> list[Checkpoint]:
    """One checkpoint every 30 steps."""
    return [
        Checkpoint(step=30 * n, model=f"ft:{30 * n}", validation_loss=loss)
        for n, loss in enumerate(losses, start=1)
    ]


def test_the_lowest_loss_on_the_validation_rows_wins() -> None:
    assert best_checkpoint(kept(0.9, 0.61, 0.68), 90) == {
        "model": "ft:60",
        "step": 60,
        "loss": 0.61,
        "last_step": 90,
        "last_loss": 0.68,
    }


def test_of_two_that_did_as_well_the_earlier_one_wins() -> None:
    best = best_checkpoint(kept(0.9, 0.61, 0.61), None)

    assert best
    assert (best["step"], best["loss"], best["last_loss"]) == (60, 0.61, 0.61)


def test_the_order_in_which_they_are_listed_decides_nothing() -> None:
    best = best_checkpoint(kept(0.9, 0.61, 0.61, 0.7)[::-1], None)

    assert best
    assert best["step"] == 60


@pytest.mark.parametrize(
    "losses",
    [
        (),
        (0.9, 0.7, 0.68),
        (None, None, None),
        (0.9, 0.6, None),
        (0.9, 0.6, math.nan),
    ],
    ids=["none kept", "the last is best", "no validation rows", "end unknown", "end broken"],
)
def test_otherwise_it_is_the_last_step(losses: tuple[float | None, ...]) -> None:
    assert best_checkpoint(kept(*losses), 90) is None


def test_where_the_end_was_not_kept_nothing_is_known_to_be_better() -> None:
    assert best_checkpoint(kept(0.9, 0.6, 0.7), 100) is None


def test_a_step_whose_loss_is_no_number_is_passed_over() -> None:
    best = best_checkpoint(kept(math.nan, None, 0.6, 0.7), 120)

    assert best
    assert best["step"] == 90
