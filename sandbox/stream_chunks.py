"""Chunks: the pieces that a streamed answer may consist of."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.blocks import checked, written
from sandbox.blocks.shapes import by_type, fields, items, one_of, text
from sandbox.json_types import JsonObject
from sandbox.refusal import Refusal

_SOURCE = by_type({"url": fields({"url": text(3000)}, {"text": text(300)})}, "source")
_CHUNKS = items(
    by_type(
        {
            "markdown_text": fields({"text": text(12_000)}),
            "task_update": fields(
                {
                    "id": text(255),
                    "title": text(256),
                    "status": one_of("pending", "in_progress", "complete", "error"),
                },
                {"details": text(256, 0), "output": text(256, 0), "sources": items(_SOURCE, 20, 0)},
            ),
            "plan_update": fields({"title": text(256)}),
            "blocks": fields({"blocks": lambda _value, _at: iter(())}),
        },
        "chunk",
    ),
    100,
    0,  # slack_sdk sends an empty list where there is nothing
)


@dataclass
class Chunks:
    """What to add to a message: text, blocks, and which blocks these replace."""

    markdown: str = ""
    blocks: list[JsonObject] = field(default_factory=list)
    replaced: set[str] = field(default_factory=set)


def apply_chunks(chunks: list[JsonObject], standing: list[JsonObject]) -> Chunks:
    if faults := list(_CHUNKS(chunks, "/chunks")):
        raise Refusal("invalid_chunks", written(faults))
    found = Chunks()
    known = {one["block_id"] for one in standing}
    for chunk in chunks:
        match chunk["type"]:
            case "markdown_text":
                found.markdown += chunk["text"]
            case "blocks":
                found.blocks += checked(chunk["blocks"])
            case "plan_update":
                _put(found, known, "plan", {"type": "plan", "title": chunk["title"]})
            case _:
                _put(found, known, f"task-{chunk['id']}", _task(chunk))
    return found


def _put(found: Chunks, known: set[str], block_id: str, block: JsonObject) -> None:
    """A task or a plan stands once; a later chunk with its id replaces it."""
    found.blocks = [one for one in found.blocks if one["block_id"] != block_id]
    if block_id in known:
        found.replaced.add(block_id)
    found.blocks.append(block | {"block_id": block_id})


def _task(chunk: JsonObject) -> JsonObject:
    task: JsonObject = {
        "type": "task_card",
        "task_id": chunk["id"],
        "title": chunk["title"],
        "status": chunk["status"],
    }
    for name in ("details", "output"):
        if chunk.get(name):
            section = {
                "type": "rich_text_section",
                "elements": [{"type": "text", "text": chunk[name]}],
            }
            task[name] = {"type": "rich_text", "elements": [section]}
    if chunk.get("sources"):
        task["sources"] = chunk["sources"]
    return task
