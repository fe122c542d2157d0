"""What `auto` settles on."""

from __future__ import annotations

import pytest

from trainer.hyperparameters import Wanted


@pytest.mark.parametrize(
    ("answers", "epochs"), [(10, 15), (20, 12), (50, 5), (60, 4), (100, 3), (10_000, 3)]
)
def test_auto_makes_at_least_sixty_steps_of_a_small_set(answers: int, epochs: int) -> None:
    settled = Wanted().resolve(answers)

    assert settled.n_epochs == epochs
    assert (settled.batch_size, settled.learning_rate_multiplier) == (4, 1.0)


def test_what_is_asked_for_is_done() -> None:
    settled = Wanted(n_epochs=2, batch_size=8, learning_rate_multiplier=0.5).resolve(50)

    assert (settled.n_epochs, settled.batch_size) == (2, 8)
    assert settled.learning_rate_multiplier == pytest.approx(0.5)
