"""Markdown, read aloud: the words stay, the marks go."""

from __future__ import annotations

import pytest

from bot.locales import words_for
from bot.views.in_words import in_words
from bot.views.ratings.measures import detail
from tests import builders as a


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("# Title\n\n**Refunds** take *30 days*.", "Title\n\nRefunds take 30 days."),
        ("**返金**は*30 日*です。", "返金は30 日です。"),
        ("See [the policy](https://x.example/a(b)).", "See the policy."),
        ("- one `code`\n- [x] two", "• one code\n• two"),
        ("| a | b |\n|---|:-:|\n| 1 | **2** |", "a · b\n1 · 2"),
        ("> so\n\n---\n\n```py\nx = 1\n```", "so\n\nx = 1"),
        ("snake_case_name, a * b * c, \\*as it is\\*", "snake_case_name, a * b * c, *as it is*"),
    ],
)
def test_the_marks_go_and_the_words_stay(written: str, read: str) -> None:
    assert in_words(written) == read


@pytest.mark.parametrize(
    "hostile", ["-" * 2000 + "x", "*" * 2000, "[" * 2000, "| " * 1000, "`" * 999]
)
def test_hostile_marks_take_no_time(hostile: str) -> None:
    assert len(in_words(hostile)) <= 2 * len(hostile)


def test_an_answer_is_quoted_in_words_where_it_is_rated() -> None:
    question = a.a_question()
    answer = a.an_answer(question, a.a_model(), text="**Thirty** days.")
    view = detail(question, answer, {}, None, "", words_for("en"))

    assert "Thirty days." in str(view["blocks"])
    assert "**" not in str(view["blocks"])
