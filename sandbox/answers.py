"""Answers to a command or a click: in the acknowledgement's body or through a response URL."""

from __future__ import annotations

from sandbox import speech
from sandbox.content import message_blocks
from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.records import BOT_USER, Message
from sandbox.refusal import Refusal
from sandbox.triggers import Hook

FIELDS = {
    "text",
    "blocks",
    "attachments",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "metadata",
    "unfurl_links",
    "unfurl_media",
    "mrkdwn",
    "link_names",
    "parse",
}


def answer(house: House, hook: Hook, body: JsonObject) -> None:
    """Do what the app answered: say, replace or delete."""
    if unknown := sorted(set(body) - FIELDS):
        raise Refusal("invalid_payload", [f"unknown argument: {name}" for name in unknown])
    channel = house.workspace.channels[hook.channel]
    original = house.workspace.message(hook.channel, hook.message_ts)
    if body.get("delete_original"):
        if original is None:
            raise Refusal("message_not_found")
        speech.delete(house, channel, original)
        return
    text, blocks = str(body.get("text") or ""), message_blocks(house, body.get("blocks") or [])
    if not text and not blocks and not body.get("attachments"):
        raise Refusal("no_text")
    if body.get("replace_original") and original is not None:
        before = speech.message_json(house, original)
        original.text, original.blocks = text, blocks
        speech.change(house, channel, original, before)
        return
    kind = body.get("response_type", "ephemeral")
    if kind not in {"ephemeral", "in_channel"}:
        raise Refusal("invalid_response_type")
    said = Message(
        channel=channel.id,
        ts=house.workspace.clock.ts(),
        user=BOT_USER,
        text=text,
        thread_ts=str(body.get("thread_ts") or hook.thread_ts),
        blocks=blocks,
        attachments=list(body.get("attachments") or []),
        metadata=body.get("metadata"),
        ephemeral_to="" if kind == "in_channel" else hook.user,
    )
    speech.say(house, channel, said)
