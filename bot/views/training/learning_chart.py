"""A learning curve as a picture: the loss on the validation rows by how many rows were learnt."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.locales import Words
from bot.views.card_of_chart import GROUND, png
from bot.views.font import font_name
from bot.views.training.loss_curve import DPI, GRID, HEIGHT_INCHES, VALIDATION, WIDTH_INCHES
from core.tuning.curves import Point

ROOM = 1.25  # of the height: for the number above each point
ABOVE_POINTS, BESIDE_POINTS = 6, 4  # between a point and its number
BESIDE_THE_LAST = 1.12  # of the width


def draw(points: Sequence[Point], say: Words) -> bytes:
    """A PNG of 1008 x 460 pixels; there must be a point whose loss is known."""
    from matplotlib.figure import Figure
    from matplotlib.transforms import offset_copy

    figure = Figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES), dpi=DPI, layout="constrained")
    axes, font = figure.subplots(), font_name()
    losses = {point.rows: point.loss for point in points if point.loss is not None}
    axes.plot(list(losses), list(losses.values()), color=VALIDATION, marker="o", linewidth=2)
    top = ROOM * max(losses.values()) or 1.0
    for (rows, loss), side in zip(losses.items(), _sides(list(losses.values())), strict=True):
        beside = offset_copy(
            axes.transData, figure, BESIDE_POINTS * side, ABOVE_POINTS, units="points"
        )
        ends = {-1: "right", 0: "center", 1: "left"}[side]
        axes.text(
            *(rows, loss, say.number(loss, 2)),
            transform=beside,
            ha=ends,
            fontname=font,
            bbox={"facecolor": GROUND, "edgecolor": "none", "pad": 1},  # over a line in a valley
        )
    axes.set_xticks(list(losses), [say.number(rows) for rows in losses], fontname=font)
    axes.set_xlim(0, max(losses) * BESIDE_THE_LAST)
    axes.set_ylim(0, top)
    axes.set_xlabel(say("Training rows"), fontname=font)
    axes.set_ylabel(say("Loss on the validation rows"), fontname=font)
    axes.grid(visible=True, color=GRID, linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    return png(figure)


def _sides(losses: Sequence[float]) -> list[int]:
    """On which side of its point a number stands, so that no line crosses it: 1 is the right.

    Above a point, a line that falls to it comes from the left, one that rises from it goes right.
    """
    falls = [False, *(after < before for before, after in pairwise(losses))]
    rises = [*(after > before for before, after in pairwise(losses)), False]
    return [falling - rising for falling, rising in zip(falls, rises, strict=True)]
