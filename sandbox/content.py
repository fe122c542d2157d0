"""What a message carries: text, blocks and attachments, within Slack's limits."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from sandbox.blocks import checked
from sandbox.call import Call, Kind
from sandbox.json_types import JsonObject
from sandbox.refusal import Refusal

TEXT_POSTED = 40_000
TEXT_UPDATED = 4_000
MARKDOWN = 12_000
METADATA_BYTES = 8_000

CONTENT = {
    "text": Kind.TEXT,
    "blocks": Kind.OBJECTS,
    "attachments": Kind.OBJECTS,
    "markdown_text": Kind.TEXT,
    "link_names": Kind.FLAG,
    "parse": Kind.TEXT,
    "as_user": Kind.FLAG,
}


@dataclass(frozen=True)
class Content:
    """The part of a message that the app writes."""

    text: str
    blocks: list[JsonObject] = field(default_factory=list)
    attachments: list[JsonObject] = field(default_factory=list)


def content(call: Call, longest: int = TEXT_POSTED) -> Content:
    """Read and check what the app wants to say."""
    text = call.text("text")
    if len(text) > longest:
        raise Refusal("msg_too_long")
    attachments = call.objects("attachments")
    if len(attachments) > 100:  # noqa: PLR2004 (Slack's limit)
        raise Refusal("too_many_attachments")
    if markdown := call.text("markdown_text"):
        if text or call.has("blocks"):
            raise Refusal("markdown_text_conflict")
        if len(markdown) > MARKDOWN:
            raise Refusal("msg_too_long")
        return Content(markdown, [{"type": "markdown", "block_id": "text", "text": markdown}])
    blocks = checked(call.objects("blocks"))
    if not text and not blocks and not attachments:
        raise Refusal("no_text")
    return Content(text, blocks, attachments)


def metadata(call: Call) -> JsonObject | None:
    """Message metadata: an event type and a flat-ish payload, kept small."""
    if not call.has("metadata"):
        return None
    found = call.object("metadata")
    if not isinstance(found.get("event_type"), str) or not isinstance(
        found.get("event_payload"), dict
    ):
        raise Refusal("invalid_metadata_format")
    if unknown := sorted(set(found) - {"event_type", "event_payload"}):
        raise Refusal("invalid_metadata_schema", [f"unknown property: {one}" for one in unknown])
    if len(json.dumps(found, ensure_ascii=False).encode()) > METADATA_BYTES:
        raise Refusal("metadata_too_large")
    return found
