"""Rules over all blocks of a message or a view, and the checks that the API calls."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator

from sandbox.blocks.composition import plain
from sandbox.blocks.layout import BLOCKS, MARKDOWN_CHARACTERS, Surface
from sandbox.blocks.shapes import Fault, fields, flag, items, one_of, text
from sandbox.blocks.tables import characters
from sandbox.json_types import JsonObject
from sandbox.refusal import Refusal

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 13_200
VIEW_BYTES = 250_000
_MOST_PER_MESSAGE = {"table": 1, "data_visualization": 2}


def message_faults(blocks: object, most: int = MESSAGE_BLOCKS, at: str = "/blocks") -> list[Fault]:
    faults = list(items(BLOCKS[Surface.MESSAGE], most, 0)(blocks, at))
    if not faults and isinstance(blocks, list):
        faults += [*_unique_ids(blocks, at), *_counted(blocks, at)]
    return faults


def checked(blocks: list[JsonObject], most: int = MESSAGE_BLOCKS) -> list[JsonObject]:
    """The blocks of a message with ids, or Slack's refusal."""
    if faults := message_faults(blocks, most):
        messages = written(faults)
        raise Refusal("invalid_blocks", messages, errors=messages)
    if characters(blocks) > MESSAGE_CHARACTERS:
        raise Refusal("msg_blocks_too_long")
    return [_with_ids(block) for block in blocks]


def written(faults: list[Fault]) -> list[str]:
    return [f"{problem} [json-pointer:{at}]" for at, problem in faults]


_VIEW_FIELDS = {
    "blocks": items(BLOCKS[Surface.MODAL], VIEW_BLOCKS, 0),
    "private_metadata": text(3000, 0),
    "callback_id": text(255, 0),
    "external_id": text(255, 0),
}
_MODAL = fields(
    {"type": one_of("modal"), "title": plain(24), "blocks": _VIEW_FIELDS["blocks"]},
    {
        **_VIEW_FIELDS,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
_HOME = fields(
    {"type": one_of("home"), "blocks": items(BLOCKS[Surface.HOME], VIEW_BLOCKS, 0)},
    {**_VIEW_FIELDS, "blocks": items(BLOCKS[Surface.HOME], VIEW_BLOCKS, 0)},
)


def view_faults(view: JsonObject, at: str = "/view") -> list[Fault]:
    shape = _HOME if view.get("type") == "home" else _MODAL
    faults = list(shape(view, at))
    if faults:
        return faults
    blocks = view["blocks"]
    faults += _unique_ids(blocks, f"{at}/blocks")
    if view["type"] == "modal" and "submit" not in view and _has_inputs(blocks):
        faults.append((at, "missing required field: submit (a modal with inputs needs it)"))
    return faults


def checked_view(view: JsonObject, kind: str) -> JsonObject:
    """A view with ids, or Slack's refusal."""
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        raise Refusal("view_too_large")
    faults = view_faults(view)
    if not faults and view["type"] != kind:
        faults = [("/view/type", f"must be {kind} here")]
    if faults:
        raise Refusal("invalid_arguments", written(faults))
    return view | {"blocks": [_with_ids(block) for block in view["blocks"]]}


def _has_inputs(blocks: list[JsonObject]) -> bool:
    return any(block["type"] == "input" for block in blocks)


def _unique_ids(blocks: list[JsonObject], at: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield f"{at}/{index}/block_id", f"block_id already exists: {block_id}"
        elif block_id:
            seen.add(block_id)
        actions: set[str] = set()
        for element in elements(block):
            action_id = element.get("action_id")
            if action_id in actions:
                yield f"{at}/{index}", f"action_id already exists: {action_id}"
            elif action_id:
                actions.add(action_id)


def _counted(blocks: list[JsonObject], at: str) -> Iterator[Fault]:
    """Limits that count over the whole message."""
    for kind, most in _MOST_PER_MESSAGE.items():
        if sum(block["type"] == kind for block in blocks) > most:
            yield at, f"only {most} {kind} block(s) allowed in a message"
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MARKDOWN_CHARACTERS:
        yield at, f"markdown blocks must be less than {MARKDOWN_CHARACTERS + 1} characters together"


def elements(block: JsonObject) -> list[JsonObject]:
    """The interactive elements of a block, those of its children included."""
    found: list[JsonObject] = []
    if block.get("type") in {"actions", "context_actions"}:
        found += block["elements"]
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            found.append(block[name])
    if block.get("type") == "card":
        found += block.get("actions", [])
    children = block.get("child_blocks") or (
        block["elements"] if block.get("type") == "carousel" else []
    )
    for child in children:
        found += elements(child)
    return [one for one in found if one.get("type") != "image"]


def _with_ids(block: JsonObject) -> JsonObject:
    """Slack names every block and element that the app left nameless."""
    named: JsonObject = json.loads(json.dumps(block))
    _name(named)
    for element in elements(named):
        element.setdefault("action_id", secrets.token_urlsafe(4))
    return named


def _name(block: JsonObject) -> None:
    block.setdefault("block_id", secrets.token_urlsafe(4))
    for child in block.get("child_blocks", []):
        _name(child)
