"""What somebody typed, without Slack's own markup."""

from __future__ import annotations

import re

MENTION = re.compile(r"<@[A-Z0-9]+(\|[^>]*)?>")
NAMED = re.compile(r"<(?:#[A-Z0-9]+|![^|>]+|[a-z]+:[^|>]+)\|([^>]*)>")  # shown by a name
BARE = re.compile(r"<([a-z]+:[^|>]+)>")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def plain_text(text: str) -> str:
    """The words as a person reads them; whom they mention is left out, links are spelt out."""
    text = MENTION.sub("", text).strip()
    text = BARE.sub(r"\1", NAMED.sub(r"\1", text))
    for entity, character in ENTITIES:
        text = text.replace(entity, character)
    return text
