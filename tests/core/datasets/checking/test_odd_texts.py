"""Characters that nobody sees or means, and what a web page or a form left in an answer."""
# ruff: noqa: RUF001 (odd letters are what it is about)

from __future__ import annotations

import pytest

from core.datasets.checking.characters import OddCharacters
from core.datasets.checking.leftovers import Leftovers
from tests.core.datasets.checking.rows import answers, faults, found, row


@pytest.mark.parametrize(
    "text",
    ["a\u200bb", "a\x07b", "a\u00adb", "\ufeffa", "a\x85b", "a\u202eb", "かな\u2060かな"],
)
def test_what_cannot_be_seen_is_counted(text: str) -> None:
    (fault,) = faults(OddCharacters, [row(1, f"{text} {text}")])

    assert (fault.code, fault.details) == ("invisible_character", {"count": 2})


@pytest.mark.parametrize(
    "original", ["日本語の質問です。", "café à la carte: “très bien”", "für Größe"]
)
def test_text_that_was_read_in_a_wrong_encoding_is_seen(original: str) -> None:
    wrong = "cp932" if original.startswith("日") else "cp1252"
    garbled = original.encode().decode(wrong, errors="replace")

    assert found(OddCharacters, answers(original, garbled)) == [("mojibake", (2,))]


def test_japanese_in_other_wrong_encodings_is_seen() -> None:
    text = "これは日本語です"
    as_windows = text.encode("cp932").decode("cp1252", errors="replace")
    as_sjis = text.encode("euc-jp").decode("cp932", errors="replace")

    assert found(OddCharacters, answers(as_windows, as_sjis)) == [
        ("mojibake", (1,)),
        ("mojibake", (2,)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a\tb\r\nc",
        "家族 \U0001f468\u200d\U0001f469\u200d\U0001f467",
        "繧",
        "繝",
        "São Paulo",
        "SÃO PAULO",
        "Ângela",
        "30 °C ± 2",
        "ﾊﾝｶｸ･ｶﾅ",
    ],
)
def test_unusual_text_is_let_be(text: str) -> None:
    assert found(OddCharacters, answers(text)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<p>Use the side door.</p>", "markup"),
        ("Use the door.<br>", "markup"),
        ("<br/>横の入口から入ってください。", "markup"),
        ("Use&nbsp;the door", "markup"),
        ("A &amp; B", "markup"),
        ('See <a href="#">here</a>', "markup"),
        ("Hello {{name}}", "unfilled_place"),
        ("Hello ${customer.name}", "unfilled_place"),
        ("Dear [Your Name],", "unfilled_place"),
        ("Dear [Customer Name],", "unfilled_place"),
        ("〇〇様", "unfilled_place"),
        ("○○株式会社の件です。", "unfilled_place"),
        ("XX円です。", "unfilled_place"),
        ("【要確認】来週です。", "unfilled_place"),
    ],
)
def test_what_was_left_over_is_found(text: str, code: str) -> None:
    assert found(Leftovers, answers(text)) == [(code, (1,))]


@pytest.mark.parametrize(
    "text",
    [
        "Use `<br>` in it.",
        "```html\n<p>{{name}}</p>\n```",
        "x < 5 and y > 2",
        "AT&T, R&D",
        '{"a":{"b":1}}',
        "[your guide](https://example.com)",
        "[1] and [see below]",
        "映画は○、本は×です。",
        "【お知らせ】来週です。",
        "if (a<b) { c }",
    ],
)
def test_code_and_ordinary_signs_are_let_be(text: str) -> None:
    assert found(Leftovers, answers(text)) == []
