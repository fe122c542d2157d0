"""Saying things."""

from __future__ import annotations

from sandbox import speech
from sandbox.access import own_message, person, thread_of, visible_channel, writable_channel
from sandbox.call import Call, Kind, Method
from sandbox.clock import now
from sandbox.content import CONTENT, TEXT_UPDATED, content
from sandbox.json_types import JsonObject
from sandbox.rates import POSTING, SPECIAL, TIER_3, TIER_4
from sandbox.records import BOT_USER, Message
from sandbox.refusal import Refusal


def post_message(call: Call) -> JsonObject:
    channel = writable_channel(call)
    written = content(call)
    message = Message(
        channel=channel.id,
        ts=call.house.workspace.clock.ts(),
        user=BOT_USER,
        text=written.text,
        thread_ts=thread_of(call, channel),
        blocks=written.blocks,
        attachments=written.attachments,
        metadata=call.object("metadata") or None,
    )
    speech.say(call.house, channel, message)
    shown = speech.message_json(call.house, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def post_ephemeral(call: Call) -> JsonObject:
    channel = writable_channel(call)
    member = person(call)
    if not channel.has(member.id):
        raise Refusal("user_not_in_channel")
    written = content(call)
    message = Message(
        channel=channel.id,
        ts=call.house.workspace.clock.ts(),
        user=BOT_USER,
        text=written.text,
        thread_ts=thread_of(call, channel),
        blocks=written.blocks,
        attachments=written.attachments,
        ephemeral_to=member.id,
    )
    speech.say(call.house, channel, message)
    return {"message_ts": message.ts}


def update(call: Call) -> JsonObject:
    channel = writable_channel(call)
    message = own_message(call, channel, "cant_update_message")
    written = content(call, TEXT_UPDATED)
    before = speech.message_json(call.house, message)
    message.text = written.text
    message.blocks = written.blocks
    message.attachments = written.attachments
    message.edited = {"user": BOT_USER, "ts": f"{now()}.000000"}
    if call.has("metadata"):
        message.metadata = call.object("metadata") or None
    speech.change(call.house, channel, message, before)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": speech.message_json(call.house, message, metadata=True),
    }


def delete(call: Call) -> JsonObject:
    channel = writable_channel(call)
    message = own_message(call, channel, "cant_delete_message")
    speech.delete(call.house, channel, message)
    return {"channel": channel.id, "ts": message.ts}


METHODS = (
    Method(
        "chat.postMessage",
        post_message,
        POSTING,
        needs={"channel": Kind.TEXT},
        takes={
            **CONTENT,
            "thread_ts": Kind.TEXT,
            "reply_broadcast": Kind.FLAG,
            "unfurl_links": Kind.FLAG,
            "unfurl_media": Kind.FLAG,
            "mrkdwn": Kind.FLAG,
            "metadata": Kind.OBJECT,
        },
        scopes=("chat:write",),
    ),
    Method(
        "chat.postEphemeral",
        post_ephemeral,
        TIER_4,
        needs={"channel": Kind.TEXT, "user": Kind.TEXT},
        takes={**CONTENT, "thread_ts": Kind.TEXT},
        scopes=("chat:write",),
    ),
    Method(
        "chat.update",
        update,
        TIER_3,
        needs={"channel": Kind.TEXT, "ts": Kind.TEXT},
        takes={**CONTENT, "metadata": Kind.OBJECT, "reply_broadcast": Kind.FLAG},
        scopes=("chat:write",),
    ),
    Method(
        "chat.delete",
        delete,
        TIER_3,
        needs={"channel": Kind.TEXT, "ts": Kind.TEXT},
        takes={"as_user": Kind.FLAG},
        scopes=("chat:write",),
    ),
)
