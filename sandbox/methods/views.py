"""Modals and the Home tab."""

from __future__ import annotations

from sandbox import modals
from sandbox.access import person
from sandbox.call import Call, Kind, Method
from sandbox.json_types import JsonObject
from sandbox.rates import TIER_4
from sandbox.records import View
from sandbox.refusal import Refusal
from sandbox.triggers import Trigger
from sandbox.view_wire import view_json


def _trigger(call: Call) -> Trigger:
    if not call.text("trigger_id"):
        raise Refusal("invalid_arguments", ["missing required field: trigger_id"])
    return call.house.triggers.exchange(call.text("trigger_id"))


def open_view(call: Call) -> JsonObject:
    trigger = _trigger(call)
    return {"view": view_json(modals.open_view(call.house, trigger.user, call.object("view")))}


def push(call: Call) -> JsonObject:
    trigger = _trigger(call)
    return {"view": view_json(modals.push_view(call.house, trigger.user, call.object("view")))}


def update(call: Call) -> JsonObject:
    view = _find(call)
    if call.has("hash") and call.text("hash") != view.hash:
        raise Refusal("hash_conflict")
    return {"view": view_json(modals.update_view(call.house, view, call.object("view")))}


def _find(call: Call) -> View:
    if not call.has("view_id") and not call.has("external_id"):
        raise Refusal("invalid_arguments", ["missing required field: view_id"])
    for view in call.house.workspace.views.values():
        if view.type == "modal" and (
            view.id == call.text("view_id")
            or (
                call.has("external_id") and view.body.get("external_id") == call.text("external_id")
            )
        ):
            return view
    raise Refusal("not_found")


def publish(call: Call) -> JsonObject:
    member = person(call, "user_id")
    view = modals.publish(call.house, member.id, call.object("view"), call.text("hash"))
    return {"view": view_json(view)}


_OPENING = {"trigger_id": Kind.TEXT, "interactivity_pointer": Kind.TEXT}

METHODS = (
    Method("views.open", open_view, TIER_4, needs={"view": Kind.OBJECT}, takes=_OPENING),
    Method("views.push", push, TIER_4, needs={"view": Kind.OBJECT}, takes=_OPENING),
    Method(
        "views.update",
        update,
        TIER_4,
        needs={"view": Kind.OBJECT},
        takes={"view_id": Kind.TEXT, "external_id": Kind.TEXT, "hash": Kind.TEXT},
    ),
    Method(
        "views.publish",
        publish,
        TIER_4,
        needs={"user_id": Kind.TEXT, "view": Kind.OBJECT},
        takes={"hash": Kind.TEXT},
    ),
)
