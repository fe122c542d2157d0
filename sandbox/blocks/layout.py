"""Layout blocks, and on which surface each may stand."""

from __future__ import annotations

from enum import Enum

from sandbox.blocks.composition import BLOCK_ID, SLACK_FILE, URL, any_text, image_url, plain
from sandbox.blocks.elements import (
    IMAGE_ELEMENT,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_MODAL_INPUT,
    IN_SECTION,
    ONLY_BUTTONS,
)
from sandbox.blocks.rich import RICH_TEXT, RICH_TEXT_BODY
from sandbox.blocks.shapes import (
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
from sandbox.blocks.tables import DATA_TABLE, DATA_VISUALIZATION, TABLE


class Surface(Enum):
    """Where blocks are shown."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


MARKDOWN_CHARACTERS = 12_000

_SECTION = all_of(
    fields(
        None,
        {
            **BLOCK_ID,
            "text": any_text(3000),
            "fields": items(any_text(2000), 10),
            "accessory": IN_SECTION,
            "expand": flag,
        },
    ),
    at_least_one("text", "fields"),
)
_IMAGE = all_of(
    fields(
        {"alt_text": text(2000)},
        {**BLOCK_ID, "title": plain(2000), "image_url": image_url, "slack_file": SLACK_FILE},
    ),
    exactly_one("image_url", "slack_file"),
)
_VIDEO = fields(
    {"alt_text": text(2000), "title": plain(200), "thumbnail_url": URL, "video_url": URL},
    {
        **BLOCK_ID,
        "author_name": text(50),
        "description": plain(200),
        "provider_icon_url": URL,
        "provider_name": text(50),
        "title_url": URL,
    },
)


def _input(element: Shape) -> Shape:
    return fields(
        {"label": plain(2000), "element": element},
        {**BLOCK_ID, "hint": plain(2000), "optional": flag, "dispatch_action": flag},
    )


_EVERYWHERE: dict[str, Shape] = {
    "section": _SECTION,
    "divider": fields(None, BLOCK_ID),
    "header": fields({"text": plain(150)}, BLOCK_ID),
    "image": _IMAGE,
    "context": fields({"elements": items(IN_CONTEXT, 10)}, BLOCK_ID),
    "actions": fields({"elements": items(IN_ACTIONS, 25)}, BLOCK_ID),
    "rich_text": RICH_TEXT_BODY,
    "video": _VIDEO,
}

_SOURCE = by_type({"url": fields({"url": URL, "text": text(300)})}, "source")
_TASK = fields(
    {
        "task_id": text(255),
        "title": text(256),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    {**BLOCK_ID, "details": RICH_TEXT, "output": RICH_TEXT, "sources": items(_SOURCE, 20, 0)},
)
_IMAGE_TYPED = by_type({"image": IMAGE_ELEMENT}, "element")
_CARD = all_of(
    fields(
        None,
        {
            **BLOCK_ID,
            "hero_image": _IMAGE_TYPED,
            "icon": _IMAGE_TYPED,
            "title": any_text(150),
            "subtitle": any_text(150),
            "body": any_text(200),
            "actions": items(ONLY_BUTTONS, 5),
        },
    ),
    at_least_one("hero_image", "title", "actions", "body"),
)
_IN_MESSAGES: dict[str, Shape] = {
    **_EVERYWHERE,
    "input": _input(IN_INPUT),
    "markdown": fields({"text": text(MARKDOWN_CHARACTERS)}, BLOCK_ID),
    "context_actions": fields({"elements": items(IN_CONTEXT_ACTIONS, 5)}, BLOCK_ID),
    "table": TABLE,
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
    "task_card": _TASK,
    "plan": fields(
        {"title": text(256)},
        {**BLOCK_ID, "tasks": items(by_type({"task_card": _TASK}, "block"), 50)},
    ),
    "card": _CARD,
    "carousel": fields({"elements": items(by_type({"card": _CARD}, "block"), 10)}, BLOCK_ID),
}
_CONTAINER = all_of(
    fields(
        {"child_blocks": items(by_type(_IN_MESSAGES, "block"), 10)},
        {
            **BLOCK_ID,
            "title": plain(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": any_text(150),
            "width": one_of("narrow", "standard", "wide", "full"),
            "icon": _IMAGE_TYPED,
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
        },
    ),
    at_least_one("title", "rich_text_title"),
)

BLOCKS: dict[Surface, Shape] = {
    Surface.MESSAGE: by_type({**_IN_MESSAGES, "container": _CONTAINER}, "block"),
    Surface.MODAL: by_type(
        {
            **_EVERYWHERE,
            "input": _input(IN_MODAL_INPUT),
            "alert": fields(
                {"text": any_text(200)},
                {**BLOCK_ID, "level": one_of("default", "info", "warning", "error", "success")},
            ),
        },
        "block",
    ),
    Surface.HOME: by_type({**_EVERYWHERE, "input": _input(IN_INPUT)}, "block"),
}
