"""How long questions and answers are, as a histogram and in words."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from bot.locales import Words
from bot.views.font import font_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

QUESTIONS, ANSWERS, GRID = "#9db4c8", "#c2410c", "#d9d9d9"
BARS = 24
WIDE_RANGE = 20  # times as long as the shortest: from there on, the scale is logarithmic


class Lengths(NamedTuple):
    """Characters of each question and of each answer."""

    questions: Sequence[int]
    answers: Sequence[int]


def draw_lengths(axes: Axes, lengths: Lengths, say: Words) -> None:
    """Two histograms over each other, on one scale."""
    import numpy as np

    font = font_name()
    every = [max(length, 1) for length in (*lengths.questions, *lengths.answers)] or [1]
    low, high = min(every), max(every) + 1
    wide = high / low > WIDE_RANGE
    edges = np.geomspace(low, high, BARS + 1) if wide else np.linspace(low, high, BARS + 1)
    for values, colour, label in (
        (lengths.questions, QUESTIONS, say("Questions")),
        (lengths.answers, ANSWERS, say("Answers")),
    ):
        lifted = [max(value, 1) for value in values]
        axes.hist(lifted, edges.tolist(), color=colour, alpha=0.7, label=label)
    if wide:
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(lambda value, _: say.number(value))
        axes.xaxis.set_minor_formatter("")
    axes.set_xlabel(say("Characters"), fontname=font)
    axes.set_ylabel(say("Rows"), fontname=font)
    axes.set_title(say("How long they are"), fontname=font, fontsize=10, loc="left")
    axes.grid(visible=True, axis="y", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, prop={"family": font, "size": 9})


def lengths_in_words(lengths: Lengths, say: Words) -> str:
    """The same for who can't see the picture."""
    if not lengths.questions:
        return ""
    return say(
        "Half of the questions have up to {question} characters, half of the answers up to "
        "{answer}; the longest answer has {longest}.",
        question=say.number(median(lengths.questions)),
        answer=say.number(median(lengths.answers)),
        longest=say.number(max(lengths.answers)),
    )
