"""The table of a summary: columns that somebody filled, and notes on what stands there."""

from __future__ import annotations

from collections.abc import Collection

from bot.locales import words_for
from bot.views.summary import summary_card
from core.evaluation import Mean, ModelSummary, Share, Summary
from core.ratings import MEASURES, Metric
from tests import builders as a


def card(measures: Collection[Metric], thumbs: Share | None = None) -> tuple[list[str], str]:
    """The heads of the table, and everything that is said."""
    rated = ModelSummary(
        model=a.a_model(title="faq-1", job_id="job_1"),
        measures={metric: Mean(4.5, 2) for metric in measures},
        thumbs=thumbs,
        held_out=None,
    )
    unrated = ModelSummary(model=a.a_model(), measures={}, thumbs=None, held_out=None)
    message = summary_card(Summary((rated, unrated)), words_for("en"))
    (table,) = (block for block in message["blocks"] if block["type"] == "table")
    return [cell["text"] for cell in table["rows"][0]], str(message)  # type: ignore[index,call-overload]


def test_there_is_no_overall_as_long_as_a_measure_is_missing() -> None:
    heads, told = card([Metric.ACCURACY])
    assert heads == ["Model", "Accuracy"]
    assert "Overall" not in told
    assert "4.5 (2)" in told
    assert "none yet" in told


def test_there_is_an_overall_and_what_it_is_once_all_five_are_there() -> None:
    heads, told = card(MEASURES, Share(1, 1))
    assert heads[-2:] == ["Overall", "Thumbs"]
    assert len(heads) == 8
    assert "Overall is the average of all five" in told


def test_of_thumbs_alone_no_averages_are_explained() -> None:
    heads, told = card([], Share(1, 2))
    assert heads == ["Model", "Thumbs"]
    assert "Averages" not in told
