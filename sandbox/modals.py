"""A person's stack of modals: opened, pushed, updated, closed."""

from __future__ import annotations

import secrets
import time

from sandbox import input_state
from sandbox.blocks import checked_view
from sandbox.clock import fresh_id
from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.records import View
from sandbox.refusal import Refusal
from sandbox.view_wire import view_json

DEEPEST = 3


def open_view(house: House, user: str, body: JsonObject) -> View:
    """Show a modal to somebody; what they had open goes."""
    checked = _checked(house, body)
    for view_id in house.workspace.stacks.pop(user, []):
        house.workspace.drop(house.workspace.views[view_id])
    return _stack(house, user, checked)


def push_view(house: House, user: str, body: JsonObject) -> View:
    """Put a modal on top of the open one."""
    stack = house.workspace.stacks.get(user, [])
    if not stack:
        raise Refusal("not_found")
    if len(stack) >= DEEPEST:
        raise Refusal("push_limit_reached")
    return _stack(house, user, _checked(house, body))


def update_view(house: House, view: View, body: JsonObject) -> View:
    """Change a modal in place; inputs that keep their ids keep what was typed."""
    view.body = _checked(house, body, updating=view)
    view.hash = new_hash()
    view.state = {
        block_id: actions
        for block_id, actions in view.state.items()
        if any(block["block_id"] == block_id for block in view.body["blocks"])
    }
    house.workspace.keep(view)
    show_top(house, view.user)
    return view


def close_top(house: House, user: str) -> None:
    stack = house.workspace.stacks.get(user, [])
    if stack:
        house.workspace.drop(house.workspace.views[stack.pop()])
    show_top(house, user)


def clear(house: House, user: str) -> None:
    for view_id in house.workspace.stacks.pop(user, []):
        house.workspace.drop(house.workspace.views[view_id])
    show_top(house, user)


def show_top(house: House, user: str) -> None:
    stack = house.workspace.stacks.get(user, [])
    view = view_json(house.workspace.views[stack[-1]]) if stack else None
    house.feed.tell([user], {"type": "view", "view": view, "view_stack": len(stack)})


def publish(house: House, user: str, body: JsonObject, expected_hash: str = "") -> View:
    """Draw somebody's Home tab."""
    if not house.manifest.home_tab:
        raise Refusal("not_enabled")
    checked = checked_view(body, "home")
    view = home_of(house, user)
    if view is not None and expected_hash and expected_hash != view.hash:
        raise Refusal("hash_conflict")
    if view is None:
        view = View(fresh_id("V"), user, "home", checked, new_hash())
    view.body, view.hash, view.state = checked, new_hash(), {}
    house.workspace.keep(view)
    house.feed.tell([user], {"type": "home", "view": view_json(view)})
    return view


def home_of(house: House, user: str) -> View | None:
    views = house.workspace.views.values()
    return next((one for one in views if one.type == "home" and one.user == user), None)


def filled_in(house: House, view: View, given: JsonObject) -> JsonObject:
    """The view's state after somebody filled in `given`."""
    given = input_state.merged(view.state, given)
    view.state = input_state.values(house, view.body["blocks"], given)
    return view.state


def new_hash() -> str:
    return f"{int(time.time())}.{secrets.token_hex(4)}"


def _stack(house: House, user: str, body: JsonObject) -> View:
    stack = house.workspace.stacks[user]
    view = View(fresh_id("V"), user, "modal", body, new_hash())
    view.previous_view_id = stack[-1] if stack else None
    view.root_view_id = stack[0] if stack else view.id
    stack.append(view.id)
    house.workspace.keep(view)
    show_top(house, user)
    return view


def _checked(house: House, body: JsonObject, updating: View | None = None) -> JsonObject:
    checked = checked_view(body, "modal")
    external_id = checked.get("external_id")
    for view in house.workspace.views.values():
        if external_id and view is not updating and view.body.get("external_id") == external_id:
            raise Refusal("duplicate_external_id")
    return checked
