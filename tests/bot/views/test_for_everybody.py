"""Who can't see colours, pictures or emoji, or lives elsewhere, is told the same as everybody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from bot.locales import words_for
from tests.bot.views.every_view import MESSAGES, VIEWS

Part = dict[str, Any]  # of Block Kit
EMOJI_CODE = re.compile(r":[a-z0-9_+'-]+:(?::skin-tone-\d:)?")
SLACKS_DATE = re.compile(r"<!date\^\d+\^[^|]*\|[^>]+>")
DAY = re.compile(
    r"20\d\d\s*[-/.年]|\b20\d\d\b|\d{1,2}:\d\d\b"
)  # of the moments that views are given


def shown(locale: str, kind: str = "") -> Iterator[tuple[str, Part]]:
    """Every part, of one type or of any, of everything that Togi can show; and where it stands."""
    say = words_for(locale)
    views = [*MESSAGES.items(), *VIEWS.items()]
    for name, view in views:
        for part in parts(view("Some words", say)):
            if not kind or part.get("type") == kind:
                yield name, part


def parts(value: object) -> Iterator[Part]:
    """Every block, element and text object, from the outside in."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


def words_of(part: object) -> str:
    """What a text says, without its emoji; "" where it says nothing else."""
    text = part.get("text") if isinstance(part, dict) else part
    bare = EMOJI_CODE.sub("", text) if isinstance(text, str) else ""
    return "".join(c for c in bare if unicodedata.category(c)[0] in "LN")


pytestmark = pytest.mark.parametrize("locale", ["en-US", "ja-JP"])


def test_a_picture_has_its_twin_in_words(locale: str) -> None:
    pictures = [(name, p) for name, p in shown(locale) if "slack_file" in p or "image_url" in p]

    assert pictures
    assert not [(name, p) for name, p in pictures if not words_of(p.get("alt_text"))]


def test_no_text_is_of_emoji_alone(locale: str) -> None:
    texts = [*shown(locale, "mrkdwn"), *shown(locale, "plain_text")]

    assert not [(name, p) for name, p in texts if p["text"].strip() and not words_of(p)]


def test_what_can_be_clicked_says_what_it_does(locale: str) -> None:
    for name, part in [*shown(locale, "button"), *shown(locale, "icon_button")]:
        assert words_of(part["text"]) or words_of(part.get("accessibility_label")), (name, part)
    for name, part in shown(locale, "feedback_buttons"):
        for side in ("positive_button", "negative_button"):
            assert words_of(part[side]["accessibility_label"]), (name, part)


def test_two_buttons_side_by_side_differ_in_words(locale: str) -> None:
    """Colour is never what tells them apart."""
    for name, part in shown(locale, "actions"):
        buttons = [one for one in part["elements"] if one["type"] == "button"]
        said = {(words_of(one["text"]), one.get("accessibility_label")) for one in buttons}
        assert len(said) == len(buttons), (name, part)


def test_a_choice_has_a_label(locale: str) -> None:
    """Inputs have labels; what stands in a row of buttons names itself while nothing is chosen."""
    assert not [(name, p) for name, p in shown(locale, "input") if not words_of(p["label"])]
    for name, part in shown(locale, "actions"):
        for one in part["elements"]:
            if one["type"].endswith("_select"):
                assert "initial_option" in one or words_of(one.get("placeholder")), (name, one)


def test_moments_are_shown_by_the_readers_own_clock(locale: str) -> None:
    """What a channel reads is read in many zones: Slack writes the time, we only its fallback."""
    texts = [(name, SLACKS_DATE.sub("", p["text"])) for name, p in shown(locale, "mrkdwn")]
    assert not [(name, text) for name, text in texts if DAY.search(text)]
