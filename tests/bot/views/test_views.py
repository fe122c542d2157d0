"""Whatever others wrote: Slack takes every view, and nobody is pinged, linked or led astray."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.locales import words_for
from bot.views.answers.answer import read_thumb, thumb_value
from bot.views.blocks import Message, View, clip, escape
from bot.views.training.loss_curve import loss_curve
from core.tuning import LossPoint
from sandbox.blocks import checked, checked_view
from tests.bot.views.every_view import ASKER, HERE, MESSAGES, VIEWS

DATE = r"<!date\^\d+\^\{date_short_pretty\} \{time\}\|[^<>|]*>"
LINK = r"<https://(?:slack\.example|x\.slack\.com)/[^<>|]*\|[^<>|]*>"
OURS = re.compile(rf"<@{ASKER}>|<#{HERE}>|{DATE}|{LINK}")
TRAPS = [
    "",
    " ",
    "\n\n",
    "<!channel> <!here> <!everyone>",
    "<@U0BEN> and <@U0AIKO|you>",
    "<https://evil.example|https://slack.com>",
    "&lt;!channel&gt; &amp;lt;",
    "*bold* _it_ ~no~ `code` ```block``` :tada: > quote",
    '{"team": "billing"}',
    "[" * 3000,
    "{0} {name} %s %(x)s {{}}",
    "\u202eevil\u200b\x00\x1b[31m",
    "x" * 40_000,
    "研" * 40_000,
    "<" * 20_000,
    "👩🏽‍🔬" * 5_000,
]
WORDS = st.one_of(st.sampled_from(TRAPS), st.text(max_size=300))
LOCALES = st.sampled_from(["en-US", "ja-JP"])


def written(value: object) -> Iterator[str]:
    """Every text that Slack reads as its own markup."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value["text"]
        for inner in value.values():
            yield from written(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from written(inner)


def is_harmless(texts: Iterator[str]) -> bool:
    return not any(re.search("[<>]", OURS.sub("", text)) for text in texts)


def message_is_fit(message: Message) -> None:
    checked(message["blocks"])
    assert message["text"].strip()
    assert len(message["text"]) <= 4000
    assert is_harmless(written(message["blocks"]))
    assert is_harmless(iter([message["text"]]))


def view_is_fit(view: View) -> None:
    checked_view(view, str(view["type"]))
    assert is_harmless(written(view["blocks"]))


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
def test_a_message_is_fit_for_slack_whatever_trap_its_words_hold(name: str, locale: str) -> None:
    say = words_for(locale)

    for trap in TRAPS:
        message_is_fit(MESSAGES[name](trap, say))


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
def test_a_view_is_fit_for_slack_whatever_trap_its_words_hold(name: str, locale: str) -> None:
    say = words_for(locale)

    for trap in TRAPS:
        view_is_fit(VIEWS[name](trap, say))


@given(st.sampled_from(sorted(MESSAGES)), WORDS, LOCALES)
def test_any_message_is_fit_for_slack(name: str, words: str, locale: str) -> None:
    message_is_fit(MESSAGES[name](words, words_for(locale)))


@given(st.sampled_from(sorted(VIEWS)), WORDS, LOCALES)
def test_any_view_is_fit_for_slack(name: str, words: str, locale: str) -> None:
    view_is_fit(VIEWS[name](words, words_for(locale)))


@given(st.text(), st.integers(1, 50))
def test_what_is_clipped_is_no_longer_than_allowed(text: str, length: int) -> None:
    assert len(clip(text, length)) <= length
    assert clip(text, length) == text or clip(text, length).endswith("…")


@given(st.text())
@example("&lt;")
def test_what_is_escaped_reads_as_it_was_written(text: str) -> None:
    shown = escape(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    assert shown == text


@given(st.text(alphabet="abc_:123", min_size=1), st.booleans())
def test_a_thumb_is_read_as_it_was_written(answer_id: str, up: bool) -> None:  # noqa: FBT001 (drawn)
    assert read_thumb(thumb_value(answer_id, up=up)) == (answer_id, int(up))


@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
@pytest.mark.parametrize("steps", [0, 1, 40])
def test_a_loss_curve_is_a_picture(locale: str, steps: int) -> None:
    losses = [
        LossPoint(job_id="j", step=n, train_loss=3 / n, validation_loss=None if n % 9 else 2 / n)
        for n in range(1, steps + 1)
    ]

    plain = loss_curve(losses, words_for(locale))
    marked = loss_curve(losses, words_for(locale), 18)
    assert plain.startswith(b"\x89PNG")
    assert steps < 18 or marked != plain
