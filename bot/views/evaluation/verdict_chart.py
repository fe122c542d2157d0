"""A verdict as a picture: the win rate question by question, and how the evidence grew below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from bot.locales import Words
from bot.views.blocks import clip
from bot.views.card_of_chart import png
from bot.views.font import drawable, font_name
from core.evaluation.verdicts.evidence import BAR
from core.evaluation.verdicts.history import History

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH_INCHES, HEIGHT_INCHES, DPI = 7.0, 4.3, 144
LINE, BAND, EVIDENCE, BOUND, GRID = "#c2410c", "#e8895c", "#1d4e79", "#1f2933", "#d0d5da"
LEAST, MOST = 0.01, 1e6  # of the evidence that is drawn; what lies beyond is as clear
TITLE_LENGTH = 28
FEW = 12  # so many points are marked one by one
MOST_TICKS = 8
WIDE = 1e4  # a range of evidence in which only decades have room


class Chart(TypedDict):
    """A picture that Slack keeps, and what it shows in words."""

    file: str
    alt: str


def draw(points: History, challenger: str, baseline: str, say: Words) -> bytes:
    """A PNG of 1008 x 619 pixels; there must be a point."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES), dpi=DPI, layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    _rate(above, points, say)
    _evidence(below, points, say)
    font = font_name()
    title = say("{challenger} against {baseline}", **_names(challenger, baseline))
    above.set_title(drawable(title), fontname=font, loc="left", fontsize=11)
    below.set_xlabel(say("Decided questions"), fontname=font)
    below.set_xlim(min(1, points[-1].decisive - 1), points[-1].decisive + 0.3)
    below.xaxis.get_major_locator().set_params(integer=True, nbins=MOST_TICKS)
    for axes in (above, below):
        axes.grid(visible=True, color=GRID, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
    return png(figure)


def _rate(axes: Axes, points: History, say: Words) -> None:
    places = [point.decisive for point in points]
    lows, highs = ([100 * at for at in side] for side in _bounds(points))
    axes.fill_between(places, lows, highs, color=BAND, alpha=0.3, linewidth=0)
    if len(points) == 1:  # no band without a second point
        axes.vlines(places, lows, highs, color=BAND, linewidth=2)
    marker = "o" if len(points) <= FEW else None
    rates = [100 * point.rate for point in points]
    axes.plot(places, rates, color=LINE, linewidth=2, marker=marker, markersize=4)
    axes.axhline(50, color=BOUND, linewidth=1, linestyle=(0, (4, 3)))
    axes.set_ylim(0, 103)
    axes.set_yticks([0, 25, 50, 75, 100])
    axes.set_ylabel(say("Win rate, in %"), fontname=font_name())


def _evidence(axes: Axes, points: History, say: Words) -> None:
    from matplotlib.transforms import offset_copy

    places = [point.decisive for point in points]
    values = [min(max(point.e_value, LEAST), MOST) for point in points]
    marker = "o" if len(points) <= FEW else None
    axes.plot(places, values, color=EVIDENCE, linewidth=2, marker=marker, markersize=4)
    axes.axhline(BAR, color=BOUND, linewidth=1, linestyle=(0, (4, 3)))
    axes.set_yscale("log")
    axes.set_ylim(min(0.5, *values) / 1.5, max(100, *values) * 1.5)
    low, high = axes.get_ylim()
    fit = (0.1, 1, 5, BAR, 100) if high / low < WIDE else (0.01, 1, BAR, 1e3, 1e6)
    ticks = [tick for tick in fit if low < tick < high]
    axes.set_yticks(ticks, [f"{tick:,.0f}" if tick >= 1 else f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.set_ylabel(say("Evidence"), fontname=font_name())
    is_below = values[len(values) // 2] > BAR  # where the line leaves room for words
    axes.text(
        1 if is_below else 0,
        BAR,
        f" {say('from 20 on, it is enough')} ",
        transform=offset_copy(
            axes.get_yaxis_transform(),
            axes.get_figure(root=True),
            0,
            -3 if is_below else 3,
            units="points",
        ),
        ha="right" if is_below else "left",
        va="top" if is_below else "bottom",
        fontname=font_name(),
        fontsize=9,
    )


def _bounds(points: History) -> tuple[list[float], list[float]]:
    return [point.low for point in points], [point.high for point in points]


def in_words(points: History, challenger: str, baseline: str, say: Words) -> str:
    """What the picture shows, for who can't see it."""
    last = points[-1]
    return say(
        "Chart: {challenger} against {baseline}. It won {wins} of {decisive} decided questions, "
        "{rate}% (95% interval {low}% to {high}%). e-value {value}; 20 is enough.",
        **_names(challenger, baseline),
        wins=last.wins,
        decisive=last.decisive,
        rate=say.number(100 * last.rate),
        low=say.number(100 * last.low),
        high=say.number(100 * last.high),
        value=_short(last.e_value, say),
    )


def _short(value: float, say: Words) -> str:
    if value >= MOST:
        return say("over 1,000,000")
    return say("under 0.1") if value < 0.1 else say.number(value, 1)  # noqa: PLR2004 (enough to see it)


def _names(challenger: str, baseline: str) -> dict[str, str]:
    return {
        "challenger": clip(" ".join(challenger.split()), TITLE_LENGTH),
        "baseline": clip(" ".join(baseline.split()), TITLE_LENGTH),
    }
