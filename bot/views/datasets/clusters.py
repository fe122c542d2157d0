"""A map of the questions: those that ask alike lie together, as a picture and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.locales import Words
from bot.views.font import font_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ALONE = "#b8c4d0"
# The largest groups of near-duplicates, told apart also by who confuses red and green.
COLOURS = ("#c2410c", "#1d4e79", "#7a5195", "#2a9d8f", "#bc5090", "#d4a017")
OTHERS = "#5b6770"
DOT, LARGE_DOT = 9, 20
MOST_GROWN = 16  # from this size on, a group's dots grow no more


class Dot(NamedTuple):
    """A question on the map; equal clusters ask nearly the same."""

    x: float
    y: float
    cluster: int


def draw_clusters(axes: Axes, dots: Sequence[Dot], say: Words) -> None:
    font = font_name()
    colours = _colours(dots)
    alone = [dot for dot in dots if dot.cluster not in colours]
    axes.scatter(
        [dot.x for dot in alone], [dot.y for dot in alone], s=DOT, color=ALONE, linewidths=0
    )
    sizes = dict(_groups(dots))
    together = [dot for dot in dots if dot.cluster in colours]
    axes.scatter(
        [dot.x for dot in together],
        [dot.y for dot in together],
        s=[LARGE_DOT * min(sizes[dot.cluster], MOST_GROWN) ** 0.5 for dot in together],
        color=[colours[dot.cluster] for dot in together],
        edgecolors="white",
        linewidths=0.5,
    )
    axes.set_title(say("Map of the questions"), fontname=font, fontsize=10, loc="left")
    if together:
        axes.set_xlabel(say("In colour: nearly the same"), fontname=font)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.margins(0.06)
    for side in axes.spines.values():
        side.set_color("#d9d9d9")


def clusters_in_words(dots: Sequence[Dot], say: Words) -> str:
    """The same for who can't see the picture."""
    sizes = [size for _, size in _groups(dots)]
    if not sizes:
        return say("On the map, no two questions are nearly the same.")
    groups = say.count(
        len(sizes),
        "The map shows {n} group of nearly the same questions.",
        "The map shows {n} groups of nearly the same questions.",
    )
    return say.joined(groups, say("The largest has {size} questions.", size=say.number(max(sizes))))


def _groups(dots: Sequence[Dot]) -> list[tuple[int, int]]:
    """The clusters of more than one question with their sizes, the largest first."""
    sizes = Counter(dot.cluster for dot in dots)
    return [(cluster, size) for cluster, size in sizes.most_common() if size > 1]


def _colours(dots: Sequence[Dot]) -> dict[int, str]:
    groups = [cluster for cluster, _ in _groups(dots)]
    own = dict(zip(groups, COLOURS, strict=False))
    return {cluster: own.get(cluster, OTHERS) for cluster in groups}
