"""The table of a summary: columns that somebody filled, and notes on what stands there."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bot.locales import words_for
from bot.views.ratings.summary import summary_card
from core.evaluation import Mean, ModelSummary, Share, Summary
from core.ratings import MEASURES, Metric
from tests import builders as a


def card(measures: Collection[Metric], thumbs: Share | None = None) -> tuple[list[list[str]], str]:
    """The table of two models, of which one was rated, and everything that is said."""
    rated = ModelSummary(
        model=a.a_model(title="faq-1", job_id="job_1"),
        measures={metric: Mean(4.5, 2) for metric in measures},
        thumbs=thumbs,
        held_out=None,
    )
    base = a.a_model(title="small")
    unrated = ModelSummary(model=base, measures={}, thumbs=None, held_out=None)
    message: Any = summary_card(Summary((rated, unrated)), words_for("en"))
    (table,) = (block for block in message["blocks"] if block["type"] == "table")
    return [[cell["text"] for cell in row] for row in table["rows"]], str(message)


def test_there_is_no_overall_as_long_as_a_measure_is_missing() -> None:
    rows, told = card([Metric.ACCURACY])
    assert rows == [["Model", "Accuracy"], ["faq-1", "4.5 (2)"], ["small (base)", "none yet"]]
    assert "Overall" not in told


def test_there_is_an_overall_and_what_it_is_once_all_five_are_there() -> None:
    rows, told = card(MEASURES, Share(1, 1))
    assert rows[0] == ["Model", "faq-1", "small (base)"]  # eight columns would not fit
    assert rows[-2:] == [["Overall", "4.5", "none yet"], ["Thumbs", "👍 1 of 1", "none yet"]]
    assert "Overall is the average of all five" in told


def test_of_thumbs_alone_no_averages_are_explained() -> None:
    rows, told = card([], Share(1, 2))
    assert rows[0] == ["Model", "Thumbs"]
    assert "Averages" not in told
