"""What direct messages suggest, and who is asked by which words."""

from __future__ import annotations

import pytest

from bot.locales import words_for
from bot.views.answers.prompts import MOST_PROMPTS, TITLE_LENGTH, asks_for_help, prompts


@pytest.mark.parametrize(
    "text",
    [
        "What can you do?",
        "what can you do",
        "help",
        "Help!",
        "ヘルプ",
        "何ができますか\N{FULLWIDTH QUESTION MARK}",
    ],
)
def test_some_words_ask_for_help(text: str) -> None:
    assert asks_for_help(text)


@pytest.mark.parametrize("text", ["", "help me with my printer", "What can you do with 3 apples?"])
def test_others_ask_the_model(text: str) -> None:
    assert not asks_for_help(text)


@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
def test_slack_takes_what_is_suggested(locale: str) -> None:
    questions = ["How long?", " How\nlong? ", "", "x" * (TITLE_LENGTH + 1), "A?", "B?", "C?", "D?"]
    _, offered = prompts(questions, words_for(locale))

    assert len(offered) == MOST_PROMPTS
    assert [one["title"] for one in offered][:3] == ["How long?", "A?", "B?"]
    assert asks_for_help(offered[-1]["message"])
