"""Agent features: status, titles, suggested prompts, sessions."""

from __future__ import annotations

from sandbox import speech
from sandbox.access import joined_channel, message_in
from sandbox.blocks import written
from sandbox.blocks.shapes import fields, items, text
from sandbox.call import Call, Kind, Method
from sandbox.json_types import JsonObject
from sandbox.rates import SPECIAL, TIER_3
from sandbox.records import Channel
from sandbox.refusal import Refusal
from sandbox.sessions import set_session, show_status

_PROMPTS = items(fields({"title": text(75), "message": text(4000)}), 4)
_LOADING = items(text(100), 10, 0)


def _thread(call: Call) -> tuple[Channel, str]:
    channel = joined_channel(call, "channel_id")
    message = message_in(call, channel, call.text("thread_ts"))
    return channel, message.thread_ts or message.ts


def set_status(call: Call) -> JsonObject:
    channel, thread_ts = _thread(call)
    loading = call.args.get("loading_messages", [])
    if faults := list(_LOADING(loading, "/loading_messages")):
        raise Refusal("invalid_arguments", written(faults))
    show_status(call.house, channel, thread_ts, call.text("status"), loading)
    return {}


def set_title(call: Call) -> JsonObject:
    channel, thread_ts = _thread(call)
    session = call.house.sessions.setdefault((channel.id, thread_ts), {"status": ""})
    session["title"] = call.text("title")
    return {}


def set_suggested_prompts(call: Call) -> JsonObject:
    channel = joined_channel(call, "channel_id")
    if call.house.manifest.is_agent and call.has("thread_ts"):
        reason = "an app with agent_view must not give thread_ts: Slack would show nothing"
        raise Refusal("invalid_arguments", [f"{reason} [json-pointer:/thread_ts]"])
    if faults := list(_PROMPTS(call.objects("prompts"), "/prompts")):
        raise Refusal("invalid_arguments", written(faults))
    shown = {"title": call.text("title"), "prompts": call.objects("prompts")}
    call.house.prompts[channel.id] = shown
    call.house.feed.tell(
        speech.audience(channel),
        {"type": "prompts", "channel": channel.id, **shown},
    )
    return {}


def session_status(call: Call) -> JsonObject:
    _agents_only(call)
    channel, thread_ts = _thread(call)
    if call.has("title"):
        _rename(call, channel, thread_ts)
    session = set_session(call, channel, thread_ts, call.text("status"))
    return {"session": {"channel_id": channel.id, "thread_ts": thread_ts, **session}}


def session_rename(call: Call) -> JsonObject:
    _agents_only(call)
    channel, thread_ts = _thread(call)
    _rename(call, channel, thread_ts)
    return {}


def _agents_only(call: Call) -> None:
    if not call.house.manifest.is_agent:
        raise Refusal("not_an_agent")


def _rename(call: Call, channel: Channel, thread_ts: str) -> None:
    title = call.text("title")
    if faults := list(text(200)(title, "/title")):
        raise Refusal("invalid_arguments", written(faults))
    session = call.house.sessions.setdefault((channel.id, thread_ts), {"status": ""})
    session["title"] = title


_WHERE = {"channel_id": Kind.TEXT, "thread_ts": Kind.TEXT}

METHODS = (
    Method(
        "assistant.threads.setStatus",
        set_status,
        SPECIAL,
        needs={**_WHERE, "status": Kind.TEXT},
        takes={"loading_messages": Kind.OBJECTS},
        scopes=("chat:write", "assistant:write"),
    ),
    Method(
        "assistant.threads.setTitle",
        set_title,
        TIER_3,
        needs={**_WHERE, "title": Kind.TEXT},
        scopes=("assistant:write",),
    ),
    Method(
        "assistant.threads.setSuggestedPrompts",
        set_suggested_prompts,
        TIER_3,
        needs={"channel_id": Kind.TEXT, "prompts": Kind.OBJECTS},
        takes={"thread_ts": Kind.TEXT, "title": Kind.TEXT},
        scopes=("assistant:write",),
    ),
    Method(
        "agents.sessions.setStatus",
        session_status,
        TIER_3,
        needs={**_WHERE, "status": Kind.TEXT},
        takes={"title": Kind.TEXT, "initiator_user_id": Kind.TEXT},
        scopes=("assistant:write",),
    ),
    Method(
        "agents.sessions.rename",
        session_rename,
        TIER_3,
        needs={**_WHERE, "title": Kind.TEXT},
        scopes=("assistant:write",),
    ),
)
