"""A chart's own ground: the same in light and dark, with nothing beside its rounded corners."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from bot.locales import words_for
from bot.views.ratings.rating_chart import Bar, draw

BARS = (Bar("support-1", is_base=False, up=7, count=9, low=0.45, high=0.93),)


def test_a_chart_is_a_card_with_rounded_corners_on_whatever_is_behind() -> None:
    picture = Image.open(BytesIO(draw(BARS, words_for("en-US")))).convert("RGBA")
    width, height = picture.size

    assert picture.getpixel((0, 0)) == (255, 255, 255, 0)
    assert picture.getpixel((width // 2, 2)) == (238, 241, 244, 255)
    assert picture.getpixel((2, height // 2)) == (238, 241, 244, 255)
