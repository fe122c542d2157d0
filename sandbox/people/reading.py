"""What a person sees: the workspace, a channel, a thread, their Home tab."""

from __future__ import annotations

from sandbox import seed, speech
from sandbox.json_types import JsonObject
from sandbox.people.asked import Asked
from sandbox.records import APP, BOT, BOT_USER, TEAM, Channel, Member, Message
from sandbox.refusal import Refusal
from sandbox.view_wire import view_json


def state(asked: Asked) -> JsonObject:
    house, me = asked.house, asked.me
    workspace, manifest = house.workspace, house.manifest
    stack = workspace.stacks.get(me.id, [])
    direct = workspace.direct(me.id)
    return {
        "team": {"id": TEAM, "name": seed.TEAM_NAME, "domain": seed.TEAM_DOMAIN},
        "me": me.id,
        "members": [_member(one) for one in workspace.people()],
        "bot": {"user_id": BOT_USER, "bot_id": BOT, "app_id": APP, "name": manifest.display_name},
        "channels": [
            _channel(asked, one)
            for one in workspace.channels.values()
            if one.seen_by(me.id) and not one.archived
        ],
        "commands": [
            {
                "command": one["command"],
                "description": one["description"],
                "usage_hint": one.get("usage_hint", ""),
            }
            for one in manifest.commands
        ],
        "shortcuts": [
            {key: one.get(key, "") for key in ("callback_id", "name", "type", "description")}
            for one in manifest.shortcuts
        ],
        "suggested_prompts": list(manifest.suggested_prompts),
        "prompts": house.prompts.get(direct.id) if direct else None,
        "view": view_json(workspace.views[stack[-1]]) if stack else None,
        "view_stack": len(stack),
        "connected": house.delivery.reachable,
        "working": [
            f"{channel}:{thread}"
            for (channel, thread), session in house.sessions.items()
            if session.get("status") == "processing" and workspace.channels[channel].seen_by(me.id)
        ],
    }


def _member(member: Member) -> JsonObject:
    return {
        "id": member.id,
        "name": member.name,
        "real_name": member.real_name,
        "locale": member.locale,
        "tz": member.tz,
        "is_admin": member.is_admin,
        "is_owner": member.is_owner,
        "color": member.color,
    }


def _channel(asked: Asked, channel: Channel) -> JsonObject:
    me = asked.me.id
    name = asked.house.manifest.display_name if channel.shape == "im" else channel.name
    return {
        "id": channel.id,
        "name": name,
        "is_private": channel.shape == "group",
        "is_im": channel.shape == "im",
        "is_member": channel.has(me),
        "bot_is_member": channel.has(BOT_USER),
        "topic": channel.topic,
        "unread": _unread(asked, channel),
    }


def _unread(asked: Asked, channel: Channel) -> int:
    me = asked.me.id
    seen = channel.read.get(me, "")
    return sum(
        1
        for one in asked.house.workspace.said(channel.id)
        if one.ts > seen and one.user != me and not one.is_reply and not one.ephemeral_to
    )


def messages(asked: Asked) -> JsonObject:
    channel, me = asked.channel(), asked.me.id
    workspace = asked.house.workspace
    thread_ts = asked.text("thread_ts")
    shown = [
        _shown(asked, one)
        for one in workspace.said(channel.id)
        if one.ephemeral_to in {"", me} and _belongs(one, thread_ts)
    ]
    if thread_ts and not shown:
        raise Refusal("thread_not_found")
    if not thread_ts and shown:
        channel.read[me] = str(shown[-1]["ts"])
        workspace.keep(channel)
    return {"messages": shown}


def _belongs(message: Message, thread_ts: str) -> bool:
    if thread_ts:
        return thread_ts in {message.ts, message.thread_ts}
    return not message.is_reply or message.subtype == "thread_broadcast"


def _shown(asked: Asked, message: Message) -> JsonObject:
    shown = speech.message_json(asked.house, message)
    if message.ephemeral_to:
        shown["is_ephemeral"] = True
    return shown


def home(asked: Asked) -> JsonObject:
    me = asked.me.id
    views = asked.house.workspace.views.values()
    found = next((one for one in views if one.type == "home" and one.user == me), None)
    return {"view": view_json(found) if found else None}
