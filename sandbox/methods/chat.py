"""Saying things."""

from __future__ import annotations

from sandbox import speech
from sandbox.access import (
    known_file,
    message_in,
    missing,
    own_message,
    person,
    thread_of,
    visible_channel,
    writable_channel,
)
from sandbox.call import Call, Kind, Method
from sandbox.clock import now
from sandbox.content import CONTENT, TEXT_UPDATED, content, metadata
from sandbox.json_types import JsonObject
from sandbox.rates import POSTING, SPECIAL, TIER_3, TIER_4
from sandbox.records import BOT_USER, Message
from sandbox.refusal import Refusal
from sandbox.sessions import status_cleared

CUSTOM = {"username": Kind.TEXT, "icon_emoji": Kind.TEXT, "icon_url": Kind.TEXT}


def post_message(call: Call) -> JsonObject:
    channel = writable_channel(call)
    written = content(call)
    _customised(call)
    thread_ts = thread_of(call, channel)
    message = Message(
        channel=channel.id,
        ts=call.house.workspace.clock.ts(),
        user=BOT_USER,
        text=written.text,
        thread_ts=thread_ts,
        subtype="thread_broadcast" if thread_ts and call.flag("reply_broadcast") else "",
        blocks=written.blocks,
        attachments=written.attachments,
        metadata=metadata(call),
        username=call.text("username"),
        icon_emoji=call.text("icon_emoji"),
    )
    speech.say(call.house, channel, message)
    status_cleared(call.house, channel, thread_ts)
    shown = speech.message_json(call.house, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def _customised(call: Call) -> None:
    """Another name or face needs a scope of its own."""
    named = any(call.has(name) for name in CUSTOM)
    if named and "chat:write.customize" not in call.house.manifest.scopes:
        raise missing("chat:write.customize", call.house.manifest)


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
    if message.is_reply and not call.house.workspace.replies(channel.id, message.thread_ts):
        return {"message_ts": message.ts}  # Slack shows none where no thread has begun
    speech.say(call.house, channel, message)
    return {"message_ts": message.ts}


def update(call: Call) -> JsonObject:
    channel = writable_channel(call)
    message = own_message(call, channel, "cant_update_message")
    written = content(call, TEXT_UPDATED)
    if message.stream == "in_progress":
        raise Refusal("streaming_state_conflict")
    before = speech.message_json(call.house, message)
    message.text = written.text
    if call.has("blocks") or call.has("markdown_text"):  # else Slack keeps the old ones
        message.blocks = written.blocks
    if call.has("attachments"):
        message.attachments = written.attachments
    if call.has("file_ids"):
        message.files = [known_file(call, one).id for one in call.ids("file_ids")]
    message.edited = {"user": BOT_USER, "ts": f"{now()}.000000"}
    if call.has("metadata"):
        message.metadata = metadata(call)
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


def permalink(call: Call) -> JsonObject:
    channel = visible_channel(call)
    message = message_in(call, channel, call.text("message_ts"))
    link = f"{call.house.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


METHODS = (
    Method(
        "chat.postMessage",
        post_message,
        POSTING,
        needs={"channel": Kind.TEXT},
        takes={
            **CONTENT,
            **CUSTOM,
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
        takes={
            **CONTENT,
            "metadata": Kind.OBJECT,
            "reply_broadcast": Kind.FLAG,
            "file_ids": Kind.IDS,
        },
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
    Method(
        "chat.getPermalink",
        permalink,
        SPECIAL,
        needs={"channel": Kind.TEXT, "message_ts": Kind.TEXT},
    ),
)
