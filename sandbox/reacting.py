"""Emoji on messages, by people and by the app alike."""

from __future__ import annotations

import re

from sandbox import events, speech
from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.records import Channel, Message
from sandbox.refusal import Refusal

MOST_KINDS = 50
_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def add(house: House, channel: Channel, message: Message, user: str, name: str) -> None:
    name = _checked(name)
    users = message.reactions.get(name, [])
    if user in users:
        raise Refusal("already_reacted")
    if not users and len(message.reactions) >= MOST_KINDS:
        raise Refusal("too_many_emoji")
    message.reactions.setdefault(name, []).append(user)
    _changed(house, channel, message, "reaction_added", user, name)


def remove(house: House, channel: Channel, message: Message, user: str, name: str) -> None:
    name = _checked(name)
    if user not in message.reactions.get(name, []):
        raise Refusal("no_reaction")
    message.reactions[name].remove(user)
    if not message.reactions[name]:
        del message.reactions[name]
    _changed(house, channel, message, "reaction_removed", user, name)


def _checked(name: str) -> str:
    name = name.strip(":")
    if not _NAME.fullmatch(name):
        raise Refusal("invalid_name")
    return name


def _changed(
    house: House, channel: Channel, message: Message, kind: str, user: str, name: str
) -> None:
    house.workspace.keep(message)
    house.feed.tell(
        speech.audience(channel),
        {
            "type": "reactions",
            "channel": channel.id,
            "ts": message.ts,
            "thread_ts": message.thread_ts,
            "reactions": speech.reactions_json(message),
        },
    )
    event: JsonObject = {
        "type": kind,
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
        "item_user": message.user,
        "event_ts": house.workspace.clock.ts(),
    }
    events.happened(house, event, channel)
