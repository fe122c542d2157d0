"""The atoms of Block Kit, clipped to Slack's limits, safe for text that others wrote.

Limits: docs.slack.dev/reference/block-kit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypedDict

Json = str | int | float | bool | None | Sequence["Json"] | dict[str, "Json"]
Block = dict[str, Json]
Element = dict[str, Json]
View = dict[str, Json]  # a modal or a Home tab

SECTION_LENGTH = 3000
FIELD_LENGTH = 2000
HEADER_LENGTH = 150
BUTTON_LENGTH = 75
LITERAL_LENGTH = 10_000
MARKDOWN_LENGTH = 12_000
TITLE_LENGTH = 24
PLAIN_TEXT_LENGTH = 3000
TABLE_ROWS, TABLE_LENGTH, CELL_LENGTH = 100, 10_000, 200
NARROW = 4  # columns: what fits beside an open thread
NOTHING = "-"  # in a cell; Slack refuses an empty one


class Message(TypedDict):
    """What is posted: blocks, and the text that notifications and screen readers use."""

    text: str
    blocks: list[Block]


def escape(text: str) -> str:
    """Text that others wrote, unable to mention, link or format control sequences."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(url: str, text: str) -> str:
    """Our own words that lead somewhere, for a text that Slack formats."""
    return f"<{escape(url)}|{text}>"


def clip(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def plain(text: str, length: int = BUTTON_LENGTH) -> Element:
    return {"type": "plain_text", "text": clip(text, length), "emoji": True}


def mrkdwn(text: str, length: int = SECTION_LENGTH) -> Element:
    """Our own words; text of others goes in through `escape`, and nothing is linked by itself."""
    return {"type": "mrkdwn", "text": clip(text, length), "verbatim": True}


def message(text: str, *blocks: Block) -> Message:
    """A message; without blocks, the text itself is shown."""
    return {"text": clip(text, SECTION_LENGTH), "blocks": list(blocks) or [section(text)]}


def section(text: str, accessory: Element | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        block["accessory"] = accessory
    return block


def fields(*texts: str) -> Block:
    return {"type": "section", "fields": [mrkdwn(text, FIELD_LENGTH) for text in texts[:10]]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, HEADER_LENGTH)}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text, FIELD_LENGTH) for text in texts[:10]]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Element) -> Block:
    return {"type": "actions", "elements": list(elements)}


def button(
    text: str,
    action_id: str,
    value: str,
    *,
    style: Literal["primary", "danger"] | None = None,
    confirm: Element | None = None,
) -> Element:
    element: Element = {
        "type": "button",
        "text": plain(text),
        "action_id": action_id,
        "value": value,
    }
    if style:
        element["style"] = style
    if confirm:
        element["confirm"] = confirm
    return element


def confirmation(
    title: str, text: str, yes: str, no: str, *, style: Literal["danger"] | None = None
) -> Element:
    element: Element = {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }
    if style:
        element["style"] = style
    return element


def picture(file_id: str, alt: str) -> Block:
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": clip(alt, 2000)}


def literal(text: str, *, preformatted: bool = False, quoted: bool = False) -> Block:
    """What a model or a file says, letter by letter: no mention, link or format comes of it."""
    words: Element = {"type": "text", "text": clip(text, LITERAL_LENGTH) or " "}
    kind = "rich_text_preformatted" if preformatted else "rich_text_section"
    if quoted:
        kind = "rich_text_quote"
    return {"type": "rich_text", "elements": [{"type": kind, "elements": [words]}]}


def bullets(*texts: str) -> Block:
    """A list of literals."""
    items: list[Json] = [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": text or " "}]}
        for text in texts
    ]
    listed: Element = {"type": "rich_text_list", "style": "bullet", "elements": items}
    return {"type": "rich_text", "elements": [listed]}


def markdown(text: str) -> Block:
    """Markdown as models write it; of what they wrote, only what went through `harmless`."""
    return {"type": "markdown", "text": clip(text, MARKDOWN_LENGTH) or " "}


def bold(text: str) -> Block:
    """A literal that heads what follows."""
    words: Element = {
        "type": "text",
        "text": clip(text, LITERAL_LENGTH) or " ",
        "style": {"bold": True},
    }
    section: Element = {"type": "rich_text_section", "elements": [words]}
    return {"type": "rich_text", "elements": [section]}


def table(rows: Sequence[Sequence[str]]) -> Block:
    """A table whose first row heads its columns; rows that Slack has no room for are left out."""
    shown: list[Json] = []
    room = TABLE_LENGTH
    for row in rows[:TABLE_ROWS]:
        cells = [clip(cell, CELL_LENGTH) or NOTHING for cell in row]
        room -= sum(map(len, cells))
        if room < 0:
            break
        shown.append([{"type": "raw_text", "text": cell} for cell in cells])
    return {"type": "table", "rows": shown}


def narrow(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The rows of a table, turned where it would be wider than high and a few columns do."""
    is_wide = len(rows[0]) > len(rows) <= NARROW
    return list(zip(*rows, strict=True)) if is_wide else list(rows)


def option(text: str, value: str) -> Element:
    return {"text": plain(text), "value": value}


def input_block(
    block_id: str,
    label: str,
    element: Element,
    *,
    optional: bool = False,
    hint: str | None = None,
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 2000),
        "element": element,
        "optional": optional,
    }
    if hint:
        block["hint"] = plain(hint, 2000)
    return block


def text_input(
    action_id: str, *, initial: str = "", placeholder: str = "", multiline: bool = False
) -> Element:
    element: Element = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": multiline,
        "max_length": PLAIN_TEXT_LENGTH,
    }
    if initial:
        element["initial_value"] = clip(initial, PLAIN_TEXT_LENGTH)
    if placeholder:
        element["placeholder"] = plain(placeholder, 150)
    return element


def modal(  # a modal has many parts, all named at the call
    *,
    callback_id: str,
    title: str,
    submit: str,
    close: str,
    metadata: str,
    blocks: list[Block],
) -> View:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": metadata,
        "title": plain(title, TITLE_LENGTH),
        "submit": plain(submit, TITLE_LENGTH),
        "close": plain(close, TITLE_LENGTH),
        "blocks": blocks,
    }
