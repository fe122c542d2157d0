"""The shares of good answers as a chart: a bar for each model, a line for how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.locales import Words
from bot.views.blocks import clip
from bot.views.card_of_chart import png
from bot.views.font import drawable, font_name
from core.evaluation import Summary

WIDTH_INCHES, ROW_INCHES, FRAME_INCHES, DPI = 7.0, 0.42, 0.85, 144
TUNED, BASE, SURE, GRID = "#e8895c", "#9db4c8", "#1f2933", "#d9d9d9"
TITLE_LENGTH = 28
BAR_HEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Bar:
    """A model's share of good answers among `count`, and where the true share may lie."""

    title: str
    is_base: bool
    up: int
    count: int
    low: float
    high: float


Bars = tuple[Bar, ...]


def bars(summary: Summary) -> Bars:
    """Of those models that somebody gave a thumb."""
    return tuple(
        Bar(
            one.model.title,
            one.model.is_base,
            one.thumbs.up,
            one.thumbs.count,
            *one.thumbs.interval,
        )
        for one in summary.models
        if one.thumbs
    )


def draw(shown: Bars, say: Words) -> bytes:
    """A PNG of 1008 pixels' width, as high as there are models."""
    from matplotlib.figure import Figure

    font, size = font_name(), (WIDTH_INCHES, FRAME_INCHES + ROW_INCHES * len(shown))
    figure = Figure(figsize=size, dpi=DPI, layout="constrained")
    axes = figure.subplots()
    places = range(len(shown))
    shares = [100 * bar.up / bar.count for bar in shown]
    colours = [BASE if bar.is_base else TUNED for bar in shown]
    axes.barh(places, shares, color=colours, height=BAR_HEIGHT)
    for place, bar in enumerate(shown):
        axes.plot([100 * bar.low, 100 * bar.high], [place, place], color=SURE, linewidth=2)
        for end in (bar.low, bar.high):
            axes.plot([100 * end] * 2, [place - 0.15, place + 0.15], color=SURE, linewidth=2)
    axes.set_yticks(list(places), [_label(bar, say) for bar in shown], fontname=font)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_xlim(0, 100)
    axes.set_xlabel(
        say("Good answers, in %; the line is where the true share may lie"), fontname=font
    )
    axes.grid(visible=True, axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    return png(figure)


def in_words(shown: Sequence[Bar], say: Words) -> str:
    """What the chart shows, for who can't see it."""
    told = [f"{_name(bar, say)} {bar.up}/{bar.count}" for bar in shown]
    return say("Chart of the thumbs up for each model: {models}", models=", ".join(told))


def _label(bar: Bar, say: Words) -> str:
    return f"{drawable(_name(bar, say))}  {bar.up}/{bar.count}"


def _name(bar: Bar, say: Words) -> str:
    title = clip(" ".join(bar.title.split()), TITLE_LENGTH)
    return say("{model} (base)", model=title) if bar.is_base else title
