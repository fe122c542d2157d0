"""What a message carries: text, blocks and attachments, within Slack's limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.access import readable
from sandbox.blocks import checked
from sandbox.call import Call, Kind
from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.refusal import Refusal

TEXT_POSTED = 40_000
TEXT_UPDATED = 4_000
MARKDOWN = 12_000
METADATA_BYTES = 8_000
PICTURES = {"image/png", "image/jpeg", "image/gif"}

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
    blocks = message_blocks(call.house, call.objects("blocks"))
    if not text and not blocks and not attachments:
        raise Refusal("no_text")
    return Content(text, blocks, attachments)


def message_blocks(house: House, blocks: list[JsonObject], most: int = 50) -> list[JsonObject]:
    """A message's blocks with ids, after a look at the pictures they show."""
    found = checked(blocks, most)
    if messages := [
        f"invalid slack file [json-pointer:{at}]"
        for at, named in _slack_files(found, "/blocks")
        if not _is_picture(house, named)
    ]:
        raise Refusal("invalid_blocks", messages, errors=messages)
    return found


def _slack_files(value: object, at: str) -> Iterator[tuple[str, JsonObject]]:
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from _slack_files(one, f"{at}/{index}")
    elif isinstance(value, dict):
        for key, one in value.items():
            if key == "slack_file":
                yield f"{at}/{key}", one
            else:
                yield from _slack_files(one, f"{at}/{key}")


def _is_picture(house: House, named: JsonObject) -> bool:
    """Whether this names an uploaded picture that the app may see, by id or by address."""
    files = house.workspace.files.values()
    return any(
        file.complete
        and file.mimetype in PICTURES
        and readable(house, file)
        and (named.get("id") == file.id or f"-{file.id}/" in named.get("url", ""))
        for file in files
    )


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
