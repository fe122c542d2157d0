"""Answers that were never written."""

from __future__ import annotations

import pytest

from core.datasets.checking.placeholders import PlaceholderAnswers
from tests.core.datasets.checking.rows import answers, found

REAL = "Hand it in at the desk on the second floor."


@pytest.mark.parametrize(
    "text",
    [
        *(
            "-",
            "ー",
            "...",
            "…",
            "N/A",
            "n/a.",
            "\uff2e\uff0f\uff21",
            "#N/A",
            "#REF!",
            "TBD",
            "(TODO)",
        ),
        *(
            "null",
            "NaN",
            "xxx",
            "Lorem ipsum",
            "???",
            "要確認",
            "【確認中】",
            "未定",
            "同上",
            "回答なし。",
        ),
        *("none", "unknown", "test", "なし", "不明", "テスト"),
    ],
)
def test_a_placeholder_is_no_answer(text: str) -> None:
    assert found(PlaceholderAnswers, answers(REAL, REAL, text)) == [("placeholder_answer", (3,))]


@pytest.mark.parametrize(
    "text", ["Yes.", "No", "0", "42", "はい。", "いいえ", "確認中です。", "Unknown to us."]
)
def test_a_short_answer_is_an_answer(text: str) -> None:
    assert found(PlaceholderAnswers, answers(REAL, REAL, text)) == []


def test_among_labels_none_is_a_label() -> None:
    assert found(PlaceholderAnswers, answers("spam", "none", "不明", "N/A")) == [
        ("placeholder_answer", (4,))
    ]
