"""Channels and what was said in them."""

from __future__ import annotations

from sandbox import speech
from sandbox.access import joined_channel, needs_kind, page_of, person, visible_channel
from sandbox.call import Call, Kind, Method
from sandbox.json_types import JsonObject
from sandbox.rates import TIER_2, TIER_3, TIER_4
from sandbox.records import BOT_USER, TEAM, Channel, Message
from sandbox.refusal import Refusal


def channel_json(channel: Channel) -> JsonObject:
    shown: JsonObject = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": channel.shape == "im",
        "is_org_shared": False,
        "context_team_id": TEAM,
        "updated": channel.created * 1000,
    }
    if channel.shape == "im":
        return shown | {"user": channel.members[0], "is_user_deleted": False, "priority": 0}
    text = {"value": channel.topic, "creator": channel.creator, "last_set": channel.created}
    return shown | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.shape == "channel",
        "is_group": False,
        "is_mpim": False,
        "is_private": channel.shape == "group",
        "is_general": channel.name == "general",
        "is_shared": channel.shared_outside,
        "is_ext_shared": channel.shared_outside,
        "is_pending_ext_shared": False,
        "is_member": channel.has(BOT_USER),
        "creator": channel.creator,
        "topic": text,
        "purpose": text | {"value": ""},
        "shared_team_ids": [TEAM],
    }


def info(call: Call) -> JsonObject:
    channel = visible_channel(call)
    needs_kind(call, channel, "read")
    shown = channel_json(channel)
    if call.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    if call.flag("include_locale"):
        shown["locale"] = "en-US"
    return {"channel": shown}


def open_direct(call: Call) -> JsonObject:
    if call.has("channel"):
        channel = visible_channel(call)
    else:
        users = call.ids("users")
        if not users:
            raise Refusal("users_list_not_supplied")
        if len(users) > 1:
            raise Refusal("method_not_supported_for_channel_type")
        call.args["user"] = users[0]
        direct = call.house.workspace.direct(person(call).id)
        if direct is None:
            raise Refusal("user_not_found")
        channel = direct
    shown = channel_json(channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": shown, "no_op": True, "already_open": True}


_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def everything(call: Call) -> JsonObject:
    wanted = call.ids("types") or ["public_channel"]
    if unknown := [one for one in wanted if one not in _TYPES]:
        raise Refusal("invalid_types", [f"unknown type: {one}" for one in unknown])
    shapes = {_TYPES[one] for one in wanted}
    for shape in sorted(shapes & {"channel", "group", "im"}):
        needs_kind(call, Channel("", "", shape, []), "read")
    shown = [
        channel_json(one)
        for one in call.house.workspace.channels.values()
        if one.shape in shapes
        and (one.shape == "channel" or one.has(BOT_USER))
        and not (call.flag("exclude_archived") and one.archived)
    ]
    page, cursor = page_of(call, shown, default=100)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def members(call: Call) -> JsonObject:
    channel = visible_channel(call)
    needs_kind(call, channel, "read")
    people: list[JsonObject] = [{"id": one} for one in channel.members]
    page, cursor = page_of(call, people, default=100)
    return {
        "members": [one["id"] for one in page],
        "response_metadata": {"next_cursor": cursor},
    }


def history(call: Call) -> JsonObject:
    channel = joined_channel(call)
    needs_kind(call, channel, "history")
    found = [
        one
        for one in reversed(call.house.workspace.said(channel.id))
        if (not one.is_reply or one.subtype == "thread_broadcast") and _in_range(call, one)
    ]
    return _told(call, found)


def replies(call: Call) -> JsonObject:
    channel = joined_channel(call)
    needs_kind(call, channel, "history")
    root = call.house.workspace.message(channel.id, call.text("ts"))
    if root is None or root.ephemeral_to:
        raise Refusal("thread_not_found")
    if root.is_reply:  # Slack then tells this one reply only
        return _told(call, [root])
    under = call.house.workspace.replies(channel.id, root.ts)
    return _told(call, [root, *(one for one in under if _in_range(call, one))])


def _in_range(call: Call, message: Message) -> bool:
    if message.ephemeral_to:
        return False
    oldest, latest = call.text("oldest") or "0", call.text("latest") or "9999999999"
    if call.flag("inclusive") and message.ts in {oldest, latest}:
        return True
    try:
        return float(oldest) < float(message.ts) < float(latest)
    except ValueError:
        raise Refusal("invalid_ts_oldest") from None


def _told(call: Call, messages: list[Message]) -> JsonObject:
    metadata = call.flag("include_all_metadata")
    told = [speech.message_json(call.house, one, metadata=metadata) for one in messages]
    page, cursor = page_of(call, told, default=100)
    answer: JsonObject = {"messages": page, "has_more": bool(cursor)}
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


_PAGE = {"cursor": Kind.TEXT, "limit": Kind.NUMBER}
_RANGE = {
    **_PAGE,
    "latest": Kind.TEXT,
    "oldest": Kind.TEXT,
    "inclusive": Kind.FLAG,
    "include_all_metadata": Kind.FLAG,
}

METHODS = (
    Method(
        "conversations.info",
        info,
        TIER_3,
        needs={"channel": Kind.TEXT},
        takes={"include_locale": Kind.FLAG, "include_num_members": Kind.FLAG},
    ),
    Method(
        "conversations.open",
        open_direct,
        TIER_3,
        takes={
            "channel": Kind.TEXT,
            "users": Kind.IDS,
            "return_im": Kind.FLAG,
            "prevent_creation": Kind.FLAG,
        },
        scopes=("im:write",),
    ),
    Method(
        "conversations.list",
        everything,
        TIER_2,
        takes={**_PAGE, "types": Kind.IDS, "exclude_archived": Kind.FLAG},
    ),
    Method("conversations.members", members, TIER_4, needs={"channel": Kind.TEXT}, takes=_PAGE),
    Method("conversations.history", history, TIER_3, needs={"channel": Kind.TEXT}, takes=_RANGE),
    Method(
        "conversations.replies",
        replies,
        TIER_3,
        needs={"channel": Kind.TEXT, "ts": Kind.TEXT},
        takes=_RANGE,
    ),
)
