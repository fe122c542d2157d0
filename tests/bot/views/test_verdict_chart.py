"""A verdict as a picture, and the same numbers in words."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from bot.locales import words_for
from bot.views.evaluation.verdict_chart import draw, in_words
from core.evaluation.verdicts.history import History, history
from core.evaluation.verdicts.votes import Vote, Winner

SIZE = (1008, 619)


def won(results: str) -> History:
    """Questions that the challenger won (w), lost (l) or tied (t), on alternating sides."""
    votes = []
    for number, result in enumerate(results):
        left, right = ("new", "old") if number % 2 else ("old", "new")
        winner = Winner.LEFT if (result == "w") == (left == "new") else Winner.RIGHT
        votes.append(
            Vote(
                question=str(number),
                rater="r",
                left=left,
                right=right,
                winner=Winner.TIE if result == "t" else winner,
            )
        )
    return history(votes, baseline="old", challenger="new", votes_per_question=1)


def test_a_point_is_a_decided_question_in_the_order_in_which_they_were_settled() -> None:
    points = won("wltw")

    assert [(point.wins, point.decisive) for point in points] == [(1, 1), (1, 2), (2, 3)]
    assert points[0].low == pytest.approx(0.2065, abs=1e-3)  # Wilson's, of one in one
    assert points[0].e_value == pytest.approx(1.5)


@pytest.mark.parametrize("language", ["en-US", "ja-JP"])
@pytest.mark.parametrize("results", ["w", "wwwwwwwwww", "wl" * 60, "l" * 80, "w" * 120])
def test_any_course_can_be_drawn_whatever_models_are_called(results: str, language: str) -> None:
    """A letter that the font lacks would be a warning, and fail."""
    png = draw(won(results), "🎉 サポート $1 $2", "", words_for(language))

    assert Image.open(BytesIO(png)).size == SIZE


def test_words_say_the_same_numbers() -> None:
    told = in_words(won("wwwlwwwwww"), "new 🎉", "old", words_for("en"))
    assert "new 🎉 against old" in told
    assert "9 of 10" in told
    assert "90% (95% interval 60% to 98%)" in told
    assert "e-value 18.5;" in told

    japanese = in_words(won("l" * 40), "新", "旧", words_for("ja"))
    assert "40 問" in japanese
    assert "0.1 未満" in japanese
