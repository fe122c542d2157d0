"""The rich_text block that Slack's composer sends beside a typed text."""

from __future__ import annotations

import html
import re

from sandbox.json_types import JsonObject

_TOKEN = re.compile(r"<(?P<sign>[@#!]?)(?P<target>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")


def block(text: str) -> JsonObject:
    elements: list[JsonObject] = []
    end = 0
    for match in _TOKEN.finditer(text):
        _plain(elements, text[end : match.start()])
        elements.append(_marked(match))
        end = match.end()
    _plain(elements, text[end:])
    return {
        "type": "rich_text",
        "block_id": "typed",
        "elements": [{"type": "rich_text_section", "elements": elements}],
    }


def _plain(elements: list[JsonObject], text: str) -> None:
    if text:
        elements.append({"type": "text", "text": html.unescape(text)})


def _marked(match: re.Match[str]) -> JsonObject:
    target = match["target"]
    match match["sign"]:
        case "@":
            return {"type": "user", "user_id": target}
        case "#":
            return {"type": "channel", "channel_id": target}
        case "!":
            return {"type": "broadcast", "range": target}
        case _:
            link: JsonObject = {"type": "link", "url": html.unescape(target)}
            return link | ({"text": html.unescape(match["label"])} if match["label"] else {})
