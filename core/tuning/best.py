"""Which step of a training becomes the model: the one that did best on the validation rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypedDict

from core.providers import Checkpoint


class Best(TypedDict):
    """A checkpoint that did better than the last step; a loss is of all validation rows."""

    model: str
    step: int
    loss: float
    last_step: int
    last_loss: float


def best_checkpoint(checkpoints: Sequence[Checkpoint], total_steps: int | None) -> Best | None:
    """The checkpoint with the lowest loss, of several the earliest; None: it is the last step.

    Without a loss of the last step nothing is known to be better than it.
    """
    losses = {
        one.step: one.validation_loss
        for one in sorted(checkpoints, key=lambda one: one.step)
        if one.validation_loss is not None and math.isfinite(one.validation_loss)
    }
    last = max([total_steps or 0, *(one.step for one in checkpoints)])
    if last not in losses:
        return None
    step = min(losses, key=losses.__getitem__)
    if step == last:
        return None
    model = next(one.model for one in checkpoints if one.step == step)
    return Best(model=model, step=step, loss=losses[step], last_step=last, last_loss=losses[last])
