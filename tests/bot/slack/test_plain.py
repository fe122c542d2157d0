"""What somebody typed reads as they meant it."""

from __future__ import annotations

import pytest

from bot.slack.plain import plain_text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<@U0TOGI> hello", "hello"),
        ("<@U0TOGI|togi> a &lt;b&gt; &amp; c", "a <b> & c"),
        ("see <https://example.com/a>", "see https://example.com/a"),
        ("see <https://example.com/a|our page>", "see our page"),
        ("mail <mailto:a@example.com|a@example.com>", "mail a@example.com"),
        ("in <#C0SUPPORT|support>", "in support"),
        ("at <!date^1700000000^{time}|10:00>", "at 10:00"),
        ("&lt;https://example.com&gt; stays", "<https://example.com> stays"),
        ("2 < 3 > 1", "2 < 3 > 1"),
    ],
)
def test_markup_becomes_words(typed: str, read: str) -> None:
    assert plain_text(typed) == read
