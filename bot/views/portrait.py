"""A data set at a glance: how long its examples are, and how its questions lie together."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

from bot.locales import Words
from bot.views.clusters import Dot, clusters_in_words, draw_clusters
from bot.views.lengths import Lengths, draw_lengths, lengths_in_words

WIDTH_INCHES, HEIGHT_INCHES, DPI = 6.4, 2.6, 168


class Portrait(NamedTuple):
    lengths: Lengths
    dots: Sequence[Dot]


def draw_portrait(portrait: Portrait, say: Words) -> bytes:
    """A PNG of 1075 x 436 pixels, with both pictures side by side."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES), dpi=DPI, layout="constrained")
    left, right = figure.subplots(1, 2)
    draw_lengths(left, portrait.lengths, say)
    draw_clusters(right, portrait.dots, say)
    out = BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def in_words(portrait: Portrait, say: Words) -> str:
    """What the picture shows, for who can't see it."""
    told = [lengths_in_words(portrait.lengths, say), clusters_in_words(portrait.dots, say)]
    return " ".join(filter(None, told))
