"""The loss curve as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.locales import Words
from bot.views.card_of_chart import png
from bot.views.font import font_name
from core.tuning import LossPoint

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH_INCHES, HEIGHT_INCHES, DPI = 7.0, 3.2, 144
TRAINING, VALIDATION, CHOSEN, GRID = "#9db4c8", "#c2410c", "#15803d", "#d9d9d9"
SMOOTHING = 0.3  # of each new value in the running mean that is drawn over the raw steps


def loss_curve(losses: Sequence[LossPoint], say: Words, chosen: int | None = None) -> bytes:
    """A PNG of 1008 x 461 pixels: training loss by step, validation loss by epoch.

    `chosen` is the step that became the model, where it isn't the last.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES), dpi=DPI, layout="constrained")
    axes = figure.subplots()
    train = [(p.step, p.train_loss) for p in losses if p.train_loss is not None]
    validation = [(p.step, p.validation_loss) for p in losses if p.validation_loss is not None]
    axes.plot(*_columns(train), color=TRAINING, linewidth=1, label=say("Training loss per step"))
    axes.plot(*_columns(_smooth(train)), color="#1d4e79", linewidth=2, label=say("Running mean"))
    if validation:
        label = say("Validation loss")
        axes.plot(*_columns(validation), color=VALIDATION, marker="o", linewidth=1.5, label=label)
    marked = [point for point in validation if point[0] == chosen]
    if marked:
        label = say("The model: step {step}", step=marked[0][0])
        axes.scatter(*_columns(marked), s=150, c="none", edgecolors=CHOSEN, lw=2, label=label)
    _dress(axes, say)
    return png(figure)


def _dress(axes: Axes, say: Words) -> None:
    font = font_name()
    axes.set_xlabel(say("Step"), fontname=font)
    axes.set_ylabel(say("Loss"), fontname=font)
    axes.set_ylim(bottom=0)
    axes.grid(visible=True, color=GRID, linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, prop={"family": font, "size": 9})


def _columns(points: Sequence[tuple[int, float]]) -> tuple[list[int], list[float]]:
    return [step for step, _ in points], [loss for _, loss in points]


def _smooth(points: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    smoothed: list[tuple[int, float]] = []
    for step, loss in points:
        last = smoothed[-1][1] if smoothed else loss
        smoothed.append((step, last + SMOOTHING * (loss - last)))
    return smoothed
