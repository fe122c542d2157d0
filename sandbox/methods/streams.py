"""Answers that appear while they are being written."""

from __future__ import annotations

from sandbox import speech
from sandbox.access import message_in, thread_of, writable_channel
from sandbox.blocks import checked
from sandbox.call import Call, Kind, Method
from sandbox.clock import now
from sandbox.content import MARKDOWN, message_blocks, metadata
from sandbox.json_types import JsonObject
from sandbox.rates import TIER_2, TIER_4
from sandbox.records import BOT_USER, TEAM, Channel, Message
from sandbox.refusal import Refusal
from sandbox.sessions import set_session, status_cleared
from sandbox.stream_chunks import Chunks, apply_chunks

_TEXT = "stream_text"  # the block that grows


def start(call: Call) -> JsonObject:
    channel = writable_channel(call)
    if not call.has("thread_ts"):
        raise Refusal("invalid_arguments", ["missing required field: thread_ts"])
    thread_ts = thread_of(call, channel)
    if channel.shape != "im":
        _recipient(call, channel)
    if call.text("task_display_mode") not in {"", "timeline", "plan"}:
        raise Refusal(
            "invalid_arguments", ["must be timeline or plan [json-pointer:/task_display_mode]"]
        )
    message = Message(
        channel=channel.id,
        ts=call.house.workspace.clock.ts(),
        user=BOT_USER,
        thread_ts=thread_ts,
        stream="in_progress",
        stream_started=now(),
    )
    _write(call, message)
    speech.say(call.house, channel, message)
    status_cleared(call.house, channel, thread_ts)
    return {"channel": channel.id, "ts": message.ts}


def _recipient(call: Call, channel: Channel) -> None:
    """In a channel Slack must know for whom the answer is written."""
    if not call.has("recipient_user_id"):
        raise Refusal("missing_recipient_user_id")
    if not call.has("recipient_team_id"):
        raise Refusal("missing_recipient_team_id")
    if call.text("recipient_user_id") not in call.house.workspace.members:
        raise Refusal("user_not_found")
    if call.text("recipient_team_id") != TEAM:
        raise Refusal("team_not_found")
    if not channel.has(call.text("recipient_user_id")):
        raise Refusal("user_not_in_channel")


def append(call: Call) -> JsonObject:
    channel, message = _streaming(call)
    if not call.text("markdown_text") and not call.has("chunks"):
        raise Refusal("no_text")
    _write(call, message)
    speech.show(call.house, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def stop(call: Call) -> JsonObject:
    channel, message = _streaming(call)
    final = message_blocks(call.house, call.objects("blocks"))
    before = speech.message_json(call.house, message)
    _write(call, message)
    message.blocks = checked([*message.blocks, *final], most=100)
    message.metadata = metadata(call) or message.metadata
    message.stream = "completed"
    if call.has("session_status"):
        set_session(call, channel, message.thread_ts, call.text("session_status"))
    speech.change(call.house, channel, message, before)
    shown = speech.message_json(call.house, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def _streaming(call: Call) -> tuple[Channel, Message]:
    """The message, if it still streams. Slack ends every stream after some minutes."""
    channel = writable_channel(call)
    message = message_in(call, channel, call.text("ts"))
    if not message.by_bot:
        raise Refusal("message_not_owned_by_app")
    if message.stream == "in_progress" and now() - message.stream_started > call.house.stream_ttl_s:
        message.stream = "expired"
        speech.show(call.house, channel, message)
    if message.stream != "in_progress":
        raise Refusal("message_not_in_streaming_state")
    return channel, message


def _write(call: Call, message: Message) -> None:
    chunks = Chunks(call.text("markdown_text"))
    if len(chunks.markdown) > MARKDOWN:
        raise Refusal("msg_too_long")
    if call.has("chunks"):
        if chunks.markdown:
            raise Refusal("invalid_arguments", ["markdown_text and chunks exclude each other"])
        chunks = apply_chunks(call.objects("chunks"), message.blocks)
    if len(message.text) + len(chunks.markdown) > MARKDOWN:
        raise Refusal("msg_too_long")
    message.text += chunks.markdown
    others = [one for one in message.blocks if one.get("block_id") != _TEXT]
    grown: list[JsonObject] = []
    if message.text:
        grown = [{"type": "markdown", "block_id": _TEXT, "text": message.text}]
    kept = [one for one in others if one["block_id"] not in chunks.replaced]
    message.blocks = [*grown, *kept, *chunks.blocks]


_WRITING = {"markdown_text": Kind.TEXT, "chunks": Kind.OBJECTS}
_WHERE = {"channel": Kind.TEXT, "ts": Kind.TEXT}

METHODS = (
    Method(
        "chat.startStream",
        start,
        TIER_2,
        needs={"channel": Kind.TEXT},
        takes={
            **_WRITING,
            "thread_ts": Kind.TEXT,
            "recipient_user_id": Kind.TEXT,
            "recipient_team_id": Kind.TEXT,
            "task_display_mode": Kind.TEXT,
        },
        scopes=("chat:write",),
    ),
    Method(
        "chat.appendStream",
        append,
        TIER_4,
        needs=_WHERE,
        takes=_WRITING,
        scopes=("chat:write",),
    ),
    Method(
        "chat.stopStream",
        stop,
        TIER_2,
        needs=_WHERE,
        takes={
            **_WRITING,
            "blocks": Kind.OBJECTS,
            "metadata": Kind.OBJECT,
            "session_status": Kind.TEXT,
        },
        scopes=("chat:write",),
    ),
)
