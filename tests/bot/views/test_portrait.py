"""The picture of a data set, and what it shows in words."""

from __future__ import annotations

import pytest

from bot.locales import words_for
from bot.views.datasets.clusters import Dot
from bot.views.datasets.lengths import Lengths
from bot.views.datasets.portrait import Portrait, draw_portrait, in_words

ONE = Portrait(Lengths([0], [0]), [Dot(0, 0, 1)])
MANY = Portrait(
    Lengths([5, 8, 9] * 50, [1, 90, 30_000] * 50),
    [Dot(n / 150, (n * 7 % 150) / 150, n if n < 100 else 200 + n % 9) for n in range(150)],
)


@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
@pytest.mark.parametrize("portrait", [Portrait(Lengths([], []), []), ONE, MANY])
def test_a_portrait_is_a_picture_whatever_the_data(portrait: Portrait, locale: str) -> None:
    say = words_for(locale)

    assert draw_portrait(portrait, say).startswith(b"\x89PNG")
    assert in_words(portrait, say)


def test_the_words_tell_what_the_picture_shows() -> None:
    words = in_words(MANY, words_for("en"))

    assert "30,000" in words
    assert "9 groups" in words
    assert "largest has 6" in words
