"""What a person sees of a message: its buttons, its table, its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sandbox.json_types import JsonObject

_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)\*(?![\w*])")
_MENTION = re.compile(r"<[@#]([A-Z0-9]+)(?:\|[^>]*)?>")


def elements(blocks: list[JsonObject]) -> Iterator[tuple[JsonObject, JsonObject]]:
    """Everything that can be used, with the block it stands in."""
    for block in blocks:
        for one in (*block.get("elements", ()), block.get("element"), block.get("accessory")):
            if one and "action_id" in one:
                yield block, one


def element(blocks: list[JsonObject], action_id: str) -> tuple[JsonObject, JsonObject]:
    return next(pair for pair in elements(blocks) if pair[1]["action_id"] == action_id)


def offers(action_id: str) -> Callable[[JsonObject], bool]:
    """Whether a message has a certain button."""
    return lambda message: any(
        one["action_id"] == action_id for _, one in elements(message.get("blocks", []))
    )


def table(message: JsonObject) -> list[list[str]]:
    """The rows of a message's table; none where there is no table."""
    for block in message.get("blocks", []):
        if block["type"] == "table":
            return [[_cell(cell) for cell in row] for row in block["rows"]]
    return []


def picture(message: JsonObject) -> str:
    """What a message's picture shows, in words."""
    found = (block for block in message.get("blocks", []) if block["type"] == "image")
    return next((str(block["alt_text"]) for block in found), "")


def words(message: JsonObject, names: dict[str, str]) -> list[str]:
    """The lines of a message; tables and pictures left out."""
    texts = [_text(block) for block in message.get("blocks", [])]
    if not any(texts):
        texts = [message.get("text", "")]
    said = "\n".join(filter(None, texts))
    said = _BOLD.sub(r"\1", _MENTION.sub(lambda found: names.get(found[1], found[0]), said))
    for entity, character in _ENTITIES:
        said = said.replace(entity, character)
    return [line for line in said.replace("`", "").splitlines() if line.strip()]


def _text(block: JsonObject) -> str:
    match block["type"]:
        case "section":
            parts = [block["text"]] if "text" in block else block.get("fields", [])
            return "\n".join(part["text"] for part in parts)
        case "header":
            return str(block["text"]["text"])
        case "context":
            return "\n".join(one["text"] for one in block["elements"] if "text" in one)
        case "markdown":
            return str(block["text"])
        case "rich_text":
            return "\n".join(_rich(one) for one in block["elements"])
        case _:
            return ""


def _rich(section: JsonObject) -> str:
    return "".join(str(one.get("text", "")) for one in section["elements"])


def _cell(cell: JsonObject) -> str:
    if cell["type"] == "rich_text":
        return _text(cell)
    return str(cell.get("text", cell.get("value", "")))
