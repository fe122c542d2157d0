"""Scores as a chart: a dot and its interval per measure and model, both models on one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.locales import Words
from bot.views.blocks import clip
from bot.views.card_of_chart import png
from bot.views.font import drawable, font_name
from bot.views.ratings.measures import metric_name
from core.evaluation.sureness import Sureness, Trend
from core.models import Model
from core.ratings import HIGHEST

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from core.evaluation.statistics import Estimate

WIDTH_INCHES, ROW_INCHES, FRAME_INCHES, TREND_INCHES, DPI = 7.0, 0.55, 1.1, 2.2, 144
COLOURS, BASE, GRID = ("#c2410c", "#1d4e79", "#3f7d4e", "#7c4d9f", "#8a6d1a"), "#6b7f92", "#d0d5da"
SPREAD = 0.5  # of a row, for the models on it
TITLE_LENGTH = 28
MOST_SHOWN = len(COLOURS)
LOWER_CENTER = 8  # as matplotlib numbers where a legend stands


def shown_models(models: Sequence[Model], found: Sureness) -> list[Model]:
    """Those that were rated; more than the chart has colours for would be a tangle."""
    rated = {model for measure in found.measures.values() for model in measure.models}
    return [model for model in models if model.id in rated][:MOST_SHOWN]


def draw(models: Sequence[Model], found: Sureness, say: Words) -> bytes:
    """A PNG of 1008 pixels' width, as high as there are measures and trends."""
    from matplotlib.figure import Figure

    heights = [FRAME_INCHES + ROW_INCHES * len(found.measures)] + [TREND_INCHES] * len(
        _drawn(found)
    )
    figure = Figure(figsize=(WIDTH_INCHES, sum(heights)), dpi=DPI, layout="constrained")
    above, *below = figure.subplots(len(heights), 1, height_ratios=heights, squeeze=False).flat
    _scores(above, models, found, say)
    for axes, trend in zip(below, _drawn(found), strict=True):
        _trend(axes, trend, say)
    for axes in figure.axes:
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
    return png(figure)


def _drawn(found: Sureness) -> Sequence[Trend]:
    return found.trends[:2]


def _scores(axes: Axes, models: Sequence[Model], found: Sureness, say: Words) -> None:
    font, tuned = font_name(), iter(COLOURS)
    for place, model in enumerate(models):
        shift = SPREAD * ((place + 0.5) / len(models) - 0.5)
        colour, label = BASE if model.is_base else next(tuned), drawable(_name(model, say))
        for row, measure in enumerate(found.measures.values()):
            if estimate := measure.models.get(model.id):
                _dot(axes, row + shift, estimate, colour)
        axes.plot([], [], color=colour, marker="o", label=label)
    names = [metric_name(metric, say) for metric in found.measures]
    axes.set_yticks(range(len(names)), names, fontname=font)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(-0.1, HIGHEST + 0.1)
    label = say("Mean from 0 to 5")
    if _has_intervals(found):
        label = say("Mean from 0 to 5; the line is its 95% interval")
    axes.set_xlabel(label, fontname=font)
    axes.grid(visible=True, axis="x", color=GRID, linewidth=0.6)
    axes.legend(
        frameon=False,
        prop={"family": font, "size": 9},
        loc=LOWER_CENTER,
        bbox_to_anchor=(0.5, 1.0),
        ncols=2,
    )


def _has_intervals(found: Sureness) -> bool:
    measures = found.measures.values()
    return any(mean.ci95 for measure in measures for mean in measure.models.values())


def _dot(axes: Axes, row: float, estimate: Estimate, colour: str) -> None:
    if estimate.value is None:
        return
    if estimate.ci95:
        axes.plot(_within(estimate.ci95), [row, row], color=colour, linewidth=2)
    axes.plot([estimate.value], [row], color=colour, marker="o", markersize=6)


def _trend(axes: Axes, trend: Trend, say: Words) -> None:
    font, places = font_name(), range(len(trend.points))
    values = [estimate.value or 0.0 for _, estimate in trend.points]
    axes.plot(places, values, color=COLOURS[0], marker="o", linewidth=1.5)
    for place, (_, estimate) in enumerate(trend.points):
        if estimate.ci95:
            axes.plot([place, place], _within(estimate.ci95), color=COLOURS[0], linewidth=2)
    axes.set_xticks(list(places), [f"v{number}" for number, _ in trend.points], fontname=font)
    axes.set_xlim(-0.5, len(places) - 0.5)
    axes.set_ylim(-0.1, HIGHEST + 0.1)
    name = clip(trend.dataset, TITLE_LENGTH)
    title = say("All ratings by version of {dataset}", dataset=name)
    axes.set_title(drawable(title), fontname=font, loc="left", fontsize=10)
    axes.grid(visible=True, axis="y", color=GRID, linewidth=0.6)


def _within(interval: tuple[float, float]) -> list[float]:
    return [min(max(bound, 0), HIGHEST) for bound in interval]


def in_words(models: Sequence[Model], found: Sureness, say: Words) -> str:
    """What the chart shows, for who can't see it."""
    told = [
        say.stated(
            metric_name(metric, say),
            say.several(
                f"{_name(model, say)} {figure(measure.models[model.id], say)}"
                for model in models
                if model.id in measure.models
            ),
        )
        for metric, measure in found.measures.items()
    ]
    what = say("Chart of the means.")
    if _has_intervals(found):
        what = say("Chart of the means with 95% intervals.")
    return say.joined(what, " / ".join(told))


def figure(estimate: Estimate, say: Words) -> str:
    """“3.5 (3.1 to 3.9)”, starred where too few questions stand behind it."""
    if estimate.value is None:
        return say("none yet")
    mean = say.number(estimate.value, 1)
    if not estimate.ci95:
        return f"{mean}*"
    low, high = (say.number(bound, 1) for bound in _within(estimate.ci95))
    told = say("{mean} ({low} to {high})", mean=mean, low=low, high=high)
    return told + "*" * estimate.too_few


def _name(model: Model, say: Words) -> str:
    title = clip(" ".join(model.title.split()), TITLE_LENGTH)
    return say("{model} (base)", model=title) if model.is_base else title


def figures(models: Sequence[Model], found: Sureness) -> tuple[object, ...]:
    """What a chart is drawn of: two that are drawn of the same look the same."""
    means: Mapping[object, object] = {
        (metric, model.id): (model.title, estimate.value, estimate.ci95)
        for metric, measure in found.measures.items()
        for model in models
        if (estimate := measure.models.get(model.id))
    }
    trends = [(t.dataset, tuple((n, e.value, e.ci95) for n, e in t.points)) for t in _drawn(found)]
    return (*means.items(), *trends)
