"""A learning curve as a picture: the loss on the validation rows by how many rows were learnt."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import Words
from bot.views.card_of_chart import png
from bot.views.curve import DPI, GRID, HEIGHT_INCHES, VALIDATION, WIDTH_INCHES
from bot.views.font import font_name
from core.tuning.curves import Point

ROOM, ABOVE = 1.25, 0.05  # of the height: for the number above each point


def draw(points: Sequence[Point], say: Words) -> bytes:
    """A PNG of 1008 x 460 pixels; there must be a point whose loss is known."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES), dpi=DPI, layout="constrained")
    axes, font = figure.subplots(), font_name()
    losses = {point.rows: point.loss for point in points if point.loss is not None}
    axes.plot(list(losses), list(losses.values()), color=VALIDATION, marker="o", linewidth=2)
    top = ROOM * max(losses.values()) or 1.0
    for rows, loss in losses.items():
        axes.text(rows, loss + top * ABOVE, say.number(loss, 2), ha="center", fontname=font)
    axes.set_xticks(list(losses), [say.number(rows) for rows in losses], fontname=font)
    axes.set_xlim(0, max(losses) * 1.08)
    axes.set_ylim(0, top)
    axes.set_xlabel(say("Training rows"), fontname=font)
    axes.set_ylabel(say("Loss on the validation rows"), fontname=font)
    axes.grid(visible=True, color=GRID, linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    return png(figure)
