"""The payloads of clicks, submissions and shortcuts, as Slack writes them."""

from __future__ import annotations

from sandbox import seed
from sandbox.events import VERIFICATION_TOKEN
from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.records import APP, TEAM, Channel, Member, Message, View
from sandbox.speech import message_json
from sandbox.view_wire import view_json


def common(kind: str, me: Member) -> JsonObject:
    return {
        "type": kind,
        "user": {"id": me.id, "username": me.name, "name": me.name, "team_id": me.team_id},
        "api_app_id": APP,
        "token": VERIFICATION_TOKEN,
        "team": {"id": TEAM, "domain": seed.TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def channel_json(channel: Channel) -> JsonObject:
    names = {"im": "directmessage", "group": "privategroup"}
    return {"id": channel.id, "name": names.get(channel.shape, channel.name)}


def message_click(
    house: House, me: Member, channel: Channel, message: Message, state: JsonObject
) -> JsonObject:
    """block_actions in a message. Slack sends no message along with an ephemeral one."""
    container: JsonObject = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.ephemeral_to),
    }
    payload = common("block_actions", me) | {
        "container": container,
        "trigger_id": house.triggers.trigger(me.id),
        "channel": channel_json(channel),
        "state": {"values": state},
        "response_url": house.triggers.hook(
            me.id, channel.id, thread_ts=message.thread_ts, message_ts=message.ts
        ),
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    if not message.ephemeral_to:
        payload["message"] = message_json(house, message)
    return payload


def view_click(house: House, me: Member, view: View) -> JsonObject:
    return common("block_actions", me) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": house.triggers.trigger(me.id, view.id),
        "view": view_json(view),
    }


def submission(house: House, me: Member, view: View) -> JsonObject:
    return common("view_submission", me) | {
        "trigger_id": house.triggers.trigger(me.id, view.id),
        "view": view_json(view),
        "response_urls": [],
    }


def closing(me: Member, view: View, *, cleared: bool) -> JsonObject:
    return common("view_closed", me) | {"view": view_json(view), "is_cleared": cleared}


def message_shortcut(
    house: House, me: Member, callback_id: str, channel: Channel, message: Message
) -> JsonObject:
    return common("message_action", me) | {
        "callback_id": callback_id,
        "action_ts": house.workspace.clock.ts(),
        "trigger_id": house.triggers.trigger(me.id),
        "message_ts": message.ts,
        "channel": channel_json(channel),
        "message": message_json(house, message),
        "response_url": house.triggers.hook(
            me.id, channel.id, thread_ts=message.thread_ts, message_ts=message.ts
        ),
    }


def global_shortcut(house: House, me: Member, callback_id: str) -> JsonObject:
    return common("shortcut", me) | {
        "callback_id": callback_id,
        "action_ts": house.workspace.clock.ts(),
        "trigger_id": house.triggers.trigger(me.id),
    }
