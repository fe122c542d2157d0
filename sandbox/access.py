"""What the app can reach: channels it may see, messages that are there, people who exist."""

from __future__ import annotations

from sandbox.call import Call
from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.manifest import Manifest
from sandbox.records import BOT_USER, Channel, File, Member, Message
from sandbox.refusal import Refusal

_WORDS = {"channel": "channels", "group": "groups", "im": "im"}


def missing(needed: str, manifest: Manifest) -> Refusal:
    return Refusal("missing_scope", needed=needed, provided=manifest.provided)


def visible_channel(call: Call, name: str = "channel") -> Channel:
    """A channel the app can see; a private one only from inside."""
    channel = call.house.workspace.channels.get(call.text(name))
    if channel is None or (channel.shape != "channel" and not channel.has(BOT_USER)):
        raise Refusal("channel_not_found")
    return channel


def joined_channel(call: Call, name: str = "channel") -> Channel:
    """A channel the app is a member of."""
    channel = visible_channel(call, name)
    if not channel.has(BOT_USER):
        raise Refusal("not_in_channel")
    return channel


def writable_channel(call: Call, name: str = "channel") -> Channel:
    """Where the app may speak; a person's id means the direct messages with them."""
    target = call.text(name)
    workspace = call.house.workspace
    if target in workspace.members and target != BOT_USER:
        direct = workspace.direct(target)
        if direct is None:
            raise Refusal("channel_not_found")
        return direct
    channel = joined_channel(call, name)
    if channel.archived:
        raise Refusal("is_archived")
    return channel


def needs_kind(call: Call, channel: Channel, verb: str) -> None:
    """Scopes that depend on the kind of channel: channels:history, groups:read and so on."""
    scope = f"{_WORDS[channel.shape]}:{verb}"
    if scope not in call.house.manifest.scopes:
        raise missing(scope, call.house.manifest)


def message_in(call: Call, channel: Channel, ts: str) -> Message:
    message = call.house.workspace.message(channel.id, ts)
    if message is None or message.ephemeral_to:
        raise Refusal("message_not_found")
    return message


def own_message(call: Call, channel: Channel, error: str) -> Message:
    message = message_in(call, channel, call.text("ts"))
    if not message.by_bot:
        raise Refusal(error)
    return message


def thread_of(call: Call, channel: Channel) -> str:
    """The thread to answer in: its first message, which must be there."""
    ts = call.text("thread_ts")
    if not ts:
        return ""
    message = call.house.workspace.message(channel.id, ts)
    if message is None or message.ephemeral_to:
        raise Refusal("thread_not_found")
    return message.thread_ts or message.ts


def person(call: Call, name: str = "user") -> Member:
    member = call.house.workspace.members.get(call.text(name))
    if member is None:
        raise Refusal("user_not_found")
    return member


def page_of(call: Call, items: list[JsonObject], default: int) -> tuple[list[JsonObject], str]:
    """One page by cursor and limit, and the next cursor ("" on the last page)."""
    limit = call.number("limit", default) or default
    if not 0 < limit <= 1000:  # noqa: PLR2004 (Slack's largest page)
        raise Refusal("invalid_limit")
    start = 0
    if cursor := call.text("cursor"):
        kind, _, offset = cursor.partition(":")
        if kind != "next" or not offset.isdigit():
            raise Refusal("invalid_cursor")
        start = int(offset)
    more = start + limit < len(items)
    return items[start : start + limit], f"next:{start + limit}" if more else ""


def known_file(call: Call, file_id: str) -> File:
    """A file that the app may know of: its own, or shared where the app is, or given to it."""
    file = call.house.workspace.files.get(file_id)
    if file is None or not readable(call.house, file):
        raise Refusal("file_not_found")
    return file


def readable(house: House, file: File) -> bool:
    if file.user == BOT_USER or file.given_to_app:
        return True
    return any(house.workspace.channels[one].has(BOT_USER) for one in file.shares)
