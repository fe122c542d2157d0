"""A data set at a glance: how long its examples are, and how its questions lie together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.locales import Words
from bot.views.card_of_chart import png
from bot.views.datasets.clusters import Dot, clusters_in_words, draw_clusters
from bot.views.datasets.lengths import Lengths, draw_lengths, lengths_in_words

WIDTH_INCHES, HEIGHT_INCHES, DPI = 5.0, 5.6, 168  # in a thread, Slack leaves it little width


class Portrait(NamedTuple):
    lengths: Lengths
    dots: Sequence[Dot]


def draw_portrait(portrait: Portrait, say: Words) -> bytes:
    """A PNG of 840 x 940 pixels, with one picture above the other."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES), dpi=DPI, layout="constrained")
    above, below = figure.subplots(2, 1)
    draw_lengths(above, portrait.lengths, say)
    draw_clusters(below, portrait.dots, say)
    return png(figure)


def in_words(portrait: Portrait, say: Words) -> str:
    """What the picture shows, for who can't see it."""
    told = [lengths_in_words(portrait.lengths, say), clusters_in_words(portrait.dots, say)]
    return say.joined(*told)
