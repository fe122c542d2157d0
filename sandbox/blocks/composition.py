"""Composition objects: texts, options, confirmation dialogs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.blocks.shapes import (
    Fault,
    Shape,
    all_of,
    at_least_one,
    by_type,
    exactly_one,
    fields,
    flag,
    items,
    one_of,
    text,
)

ACTION_ID = {"action_id": text(255)}
BLOCK_ID = {"block_id": text(255)}


def _url(value: object, at: str) -> Iterator[Fault]:
    yield from text(3000)(value, at)
    if isinstance(value, str) and not _SCHEME.match(value):
        yield at, "invalid url"


def image_url(value: object, at: str) -> Iterator[Fault]:
    """Slack fetches pictures itself, so an address on this machine leads nowhere."""
    yield from text(3000)(value, at)
    if isinstance(value, str) and not _PUBLIC.match(value):
        yield at, "downloading image failed"


URL: Shape = _url
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
_PUBLIC = re.compile(r"https?://(?!localhost|127\.|\[::1\])[^/]")


def plain(most: int, least: int = 1) -> Shape:
    return by_type(
        {"plain_text": fields({"text": text(most, least)}, {"emoji": flag})}, "text object"
    )


def any_text(most: int, least: int = 1) -> Shape:
    return by_type(
        {
            "plain_text": fields({"text": text(most, least)}, {"emoji": flag}),
            "mrkdwn": fields({"text": text(most, least)}, {"verbatim": flag}),
        },
        "text object",
    )


CONFIRM = fields(
    {"title": plain(100), "text": any_text(300)},
    {"confirm": plain(30), "deny": plain(30), "style": one_of("primary", "danger")},
)
OPTION = fields({"text": plain(75), "value": text(150)}, {"description": plain(75)})
RICH_OPTION = fields({"text": any_text(75), "value": text(150)}, {"description": any_text(75)})
OVERFLOW_OPTION = fields(
    {"text": plain(75), "value": text(150)}, {"description": plain(75), "url": URL}
)
OPTION_GROUP = fields({"label": plain(75), "options": items(OPTION, 100)})
SLACK_FILE = all_of(fields(None, {"id": text(255), "url": URL}), exactly_one("id", "url"))
FILTER = all_of(
    fields(
        None,
        {
            "include": items(one_of("im", "mpim", "private", "public"), 4),
            "exclude_external_shared_channels": flag,
            "exclude_bot_users": flag,
        },
    ),
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
DISPATCH = fields(
    None,
    {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)},
)


def distinct_values(name: str) -> Shape:
    """Options of one element must differ in their values."""

    def check(value: object, at: str) -> Iterator[Fault]:
        options = value.get(name) if isinstance(value, dict) else None
        if not isinstance(options, list):
            return
        values = [one.get("value") for one in options if isinstance(one, dict)]
        if len(set(map(str, values))) != len(values):
            yield f"{at}/{name}", "options must have distinct values"

    return check


def initial_among_options(value: object, at: str) -> Iterator[Fault]:
    """What is chosen at first must be one of the options, exactly."""
    if not isinstance(value, dict):
        return
    offered = list(value.get("options") or [])
    for group in value.get("option_groups") or []:
        offered += group.get("options", []) if isinstance(group, dict) else []
    if "initial_option" in value and value["initial_option"] not in offered:
        yield f"{at}/initial_option", "must exactly match one of the options"
    chosen = value.get("initial_options", [])
    if isinstance(chosen, list) and any(one not in offered for one in chosen):
        yield f"{at}/initial_options", "must exactly match some of the options"
