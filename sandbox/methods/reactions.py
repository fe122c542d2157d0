"""Emoji of the app's own."""

from __future__ import annotations

from sandbox import reacting, speech
from sandbox.access import message_in, writable_channel
from sandbox.call import Call, Kind, Method
from sandbox.json_types import JsonObject
from sandbox.rates import TIER_2, TIER_3
from sandbox.records import BOT_USER, Channel, Message


def _target(call: Call) -> tuple[Channel, Message]:
    channel = writable_channel(call)
    return channel, message_in(call, channel, call.text("timestamp"))


def add(call: Call) -> JsonObject:
    channel, message = _target(call)
    reacting.add(call.house, channel, message, BOT_USER, call.text("name"))
    return {}


def remove(call: Call) -> JsonObject:
    channel, message = _target(call)
    reacting.remove(call.house, channel, message, BOT_USER, call.text("name"))
    return {}


def get(call: Call) -> JsonObject:
    channel, message = _target(call)
    shown = speech.message_json(call.house, message)
    return {"type": "message", "channel": channel.id, "message": shown}


_WHERE = {"channel": Kind.TEXT, "timestamp": Kind.TEXT}

METHODS = (
    Method(
        "reactions.add",
        add,
        TIER_3,
        needs={**_WHERE, "name": Kind.TEXT},
        scopes=("reactions:write",),
    ),
    Method(
        "reactions.remove",
        remove,
        TIER_2,
        needs={**_WHERE, "name": Kind.TEXT},
        scopes=("reactions:write",),
    ),
    Method(
        "reactions.get",
        get,
        TIER_3,
        needs=_WHERE,
        takes={"full": Kind.FLAG},
        scopes=("reactions:read",),
    ),
)
