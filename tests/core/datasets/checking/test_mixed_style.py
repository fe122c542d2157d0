"""敬体 and 常体: told by how sentences end, between answers and inside one."""
# ruff: noqa: RUF001 (the marks of Japanese)

from __future__ import annotations

import pytest

from core.datasets.checking.mixed_style import MixedStyle
from core.datasets.checking.politeness import Ends, ends_of
from tests.core.datasets.checking.rows import answers, found

POLITE = "窓口に出してください。翌月に支払います。"
PLAIN = "窓口に出すこと。翌月に支払う。領収書が必要だ。"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("できます。", (1, 0)),
        ("できません。", (1, 0)),
        ("しました。でした。でしょう。ください。", (4, 0)),
        ("よろしいですか？", (1, 0)),
        ("いいですね！ぜひ来てくださいね♪", (2, 0)),
        ("お願いします（急ぎ）。", (1, 0)),
        ("確認します", (1, 0)),
        ("必要である。", (0, 1)),
        ("必要だ。", (0, 1)),
        ("必要だった。行った。できない。よい。", (0, 4)),
        ("設定を開く。保存する。再起動した。", (0, 3)),
        ("三日以内に支払う。書面で示す。契約を結ぶ。", (0, 3)),
        ("提出する", (0, 1)),
        ("新しいものを買いたい。", (0, 1)),
        ("はい。", (0, 0)),
        ("原則として三日以内。", (0, 0)),
        ("ありがとう。おはよう。", (0, 0)),
        ("まだ。なるべく。あなた。", (0, 0)),
        ("「1年で辞めたら払う。」と書けますか。", (1, 0)),
        ("『必要だ。』と書かれています。", (1, 0)),
        ("次のとおりです。\n・設定を開く。\n・保存する。\n以上です。", (2, 0)),
        ("1. 設定を開く。\n2. 保存する。\nこれで終わりです。", (1, 0)),
        ("■設定を変更する\n画面を開いてください。", (1, 0)),
        ("手順を確認する\n設定を変更する\n完了です。", (1, 0)),
        ("It is fine.", (0, 0)),
        ("```\nだ。\n```\nこう書きます。", (1, 0)),
    ],
)
def test_sentences_end_politely_or_plainly_or_neither(text: str, ends: tuple[int, int]) -> None:
    assert ends_of(text) == Ends(*ends)


def test_the_fewer_are_named_whichever_style_they_have() -> None:
    mostly_polite = answers(*[POLITE] * 9, PLAIN, POLITE, PLAIN)
    mostly_plain = answers(*[PLAIN] * 9, POLITE)

    assert found(MixedStyle, mostly_polite) == [("mixed_style:plain", (10, 12))]
    assert found(MixedStyle, mostly_plain) == [("mixed_style:polite", (10,))]


def test_an_answer_that_changes_its_style_is_named() -> None:
    changing = "窓口に出してください。翌月に支払う。領収書も必要です。"

    assert found(MixedStyle, answers(POLITE, changing)) == [("mixed_style:inside", (2,))]


def test_one_style_is_fine() -> None:
    assert found(MixedStyle, answers(*[POLITE] * 20, "原則として三日以内。", "Yes, it is.")) == []
    assert found(MixedStyle, answers(*[PLAIN] * 20)) == []
