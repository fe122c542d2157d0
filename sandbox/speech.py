"""Says, changes and deletes messages, and lets everybody know who may."""

from __future__ import annotations

import uuid

from sandbox import events, rich_text
from sandbox.file_wire import file_json
from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.records import APP, BOT, BOT_USER, TEAM, Channel, Message
from sandbox.wording import mentions
from sandbox.workspace import Workspace


def message_json(house: House, message: Message, *, metadata: bool = False) -> JsonObject:
    """A message as Slack writes it."""
    shown: JsonObject = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": TEAM,
    }
    if message.by_bot:
        shown |= {"bot_id": BOT, "app_id": APP, "bot_profile": bot_profile(house)}
    else:
        shown["client_msg_id"] = str(uuid.uuid5(uuid.NAMESPACE_OID, message.key))
    for name in ("subtype", "blocks", "attachments", "edited", "username"):
        if value := getattr(message, name):
            shown[name] = value
    if message.icon_emoji:
        shown["icons"] = {"emoji": message.icon_emoji}
    if message.files:
        shown["files"] = [_file(house, file_id) for file_id in message.files]
    if message.reactions:
        shown["reactions"] = reactions_json(message)
    if message.stream:
        shown["streaming_state"] = message.stream
    if metadata and message.metadata:
        shown["metadata"] = message.metadata
    return shown | _threading(house.workspace, message)


def _file(house: House, file_id: str) -> JsonObject:
    file = house.workspace.files.get(file_id)
    return {"id": file_id, "mode": "tombstone"} if file is None else file_json(house, file)


def _threading(workspace: Workspace, message: Message) -> JsonObject:
    if message.is_reply:
        root = workspace.message(message.channel, message.thread_ts)
        parent = {"parent_user_id": root.user} if root else {}
        return {"thread_ts": message.thread_ts, **parent}
    replies = workspace.replies(message.channel, message.ts)
    if not replies:
        return {}
    users = list(dict.fromkeys(one.user for one in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users,
        "is_locked": False,
        "subscribed": False,
    }


def reactions_json(message: Message) -> list[JsonObject]:
    return [
        {"name": name, "users": users, "count": len(users)}
        for name, users in message.reactions.items()
    ]


def bot_profile(house: House) -> JsonObject:
    return {
        "id": BOT,
        "app_id": APP,
        "name": house.manifest.display_name,
        "deleted": house.workspace.revoked,
        "updated": 1767225600,
        "team_id": TEAM,
        "icons": {},
    }


def audience(channel: Channel) -> list[str]:
    return [one for one in channel.members if one != BOT_USER]


def say(house: House, channel: Channel, message: Message) -> Message:
    """Say something new: kept, shown to the people, told to the app."""
    if not message.by_bot and message.text and not message.blocks:
        message.blocks = [rich_text.block(message.text)]
    house.workspace.keep(message)
    shown = message_json(house, message)
    if message.ephemeral_to:
        shown["is_ephemeral"] = True
        house.feed.tell(
            [message.ephemeral_to],
            {"type": "ephemeral", "channel": channel.id, "message": shown},
        )
        return message
    house.feed.tell(audience(channel), {"type": "message", "channel": channel.id, "message": shown})
    if message.is_reply:
        show_root(house, channel, message.thread_ts)
    _tell_app(house, channel, message)
    return message


def show_root(house: House, channel: Channel, ts: str) -> None:
    """A thread's first message shows how many replies it has."""
    root = house.workspace.message(channel.id, ts)
    if root is not None:
        _show_change(house, channel, root)


def _tell_app(house: House, channel: Channel, message: Message) -> None:
    shown = message_json(house, message) | {
        "channel": channel.id,
        "event_ts": message.ts,
    }
    events.happened(house, shown | {"channel_type": channel.shape}, channel)
    if BOT_USER in mentions(message.text) and channel.shape != "im" and not message.by_bot:
        events.happened(house, shown | {"type": "app_mention"}, channel)


def change(house: House, channel: Channel, message: Message, before: JsonObject) -> None:
    """A message was changed: `before` is how it read."""
    house.workspace.keep(message)
    _show_change(house, channel, message)
    if message.ephemeral_to:
        return
    ts = house.workspace.clock.ts()
    events.happened(
        house,
        {
            "type": "message",
            "subtype": "message_changed",
            "message": message_json(house, message),
            "previous_message": before,
            "channel": channel.id,
            "hidden": True,
            "ts": ts,
            "event_ts": ts,
            "channel_type": channel.shape,
        },
        channel,
    )


def show(house: House, channel: Channel, message: Message) -> None:
    """Kept and shown to the people, without an event (a stream that grows)."""
    house.workspace.keep(message)
    _show_change(house, channel, message)


def _show_change(house: House, channel: Channel, message: Message) -> None:
    shown = message_json(house, message)
    people = audience(channel)
    if message.ephemeral_to:
        shown["is_ephemeral"] = True
        people = [message.ephemeral_to]
    house.feed.tell(people, {"type": "message_changed", "channel": channel.id, "message": shown})


def delete(house: House, channel: Channel, message: Message) -> None:
    before = message_json(house, message)
    house.workspace.drop(message)
    people = [message.ephemeral_to] if message.ephemeral_to else audience(channel)
    house.feed.tell(people, {"type": "message_deleted", "channel": channel.id, "ts": message.ts})
    if message.ephemeral_to:
        return
    if message.is_reply:
        show_root(house, channel, message.thread_ts)
    ts = house.workspace.clock.ts()
    events.happened(
        house,
        {
            "type": "message",
            "subtype": "message_deleted",
            "deleted_ts": message.ts,
            "previous_message": before,
            "channel": channel.id,
            "hidden": True,
            "ts": ts,
            "event_ts": ts,
            "channel_type": channel.shape,
        },
        channel,
    )
