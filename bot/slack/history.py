"""What was said before a message, as far as Togi may read it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NotRequired, TypedDict

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.plain import plain_text

THREAD, CHANNEL = 200, 10  # messages that are looked through
WHOLE_THREAD, LATEST = 999, 50  # a thread is told from its beginning on; its end matters
PATIENCE_SECONDS = 1.5  # a form that waits for this has three seconds to open
SPOKEN = {None, "thread_broadcast", "file_share", "bot_message"}


class BotProfile(TypedDict, total=False):
    name: str


class SaidFile(TypedDict):
    id: str


class Said(TypedDict):
    """What matters of a message in the history."""

    ts: str
    text: NotRequired[str]
    user: NotRequired[str]
    bot_id: NotRequired[str]
    bot_profile: NotRequired[BotProfile]
    username: NotRequired[str]
    subtype: NotRequired[str]
    files: NotRequired[list[SaidFile]]


async def said_before(
    client: AsyncWebClient, channel: str, ts: str, thread: str | None, author: str
) -> str:
    """The words of somebody else that a message most likely answers; "" where nobody can tell.

    In a thread, the nearest message before it, else the one that the thread began with, whoever
    wrote that.
    """
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            if thread and thread != ts:
                replies = await client.conversations_replies(
                    channel=channel, ts=thread, latest=ts, limit=THREAD
                )
                earlier: list[Said] = replies["messages"]
                if replies.get("has_more"):
                    earlier = earlier[:1]
            else:
                history = await client.conversations_history(
                    channel=channel, latest=ts, limit=CHANNEL
                )
                earlier = history["messages"][::-1]
    except (SlackClientError, ClientError, TimeoutError):
        return ""  # the permission to read is optional, and the form can be filled in by hand
    found = _nearest(earlier, ts, author)
    if not found and thread and thread != ts and earlier and earlier[0]["ts"] == thread:
        return plain_text(earlier[0].get("text", ""))  # they answered their own question
    return found


async def thread_before(client: AsyncWebClient, channel: str, thread: str, ts: str) -> list[Said]:
    """What a thread began with, and its latest messages before `ts`; nothing if Slack won't tell.

    Asked once and not waited for: our own record of the thread is there anyway.
    """
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            replies = await client.conversations_replies(
                channel=channel, ts=thread, latest=ts, limit=WHOLE_THREAD
            )
    except (SlackClientError, ClientError, TimeoutError):
        return []
    found: list[Said] = replies["messages"]
    spoken = [
        said for said in found if float(said["ts"]) < float(ts) and said.get("subtype") in SPOKEN
    ]
    return spoken if len(spoken) <= LATEST else [spoken[0], *spoken[1 - LATEST :]]


def _nearest(earlier: Sequence[Said], ts: str, author: str) -> str:
    for said in reversed(earlier):
        is_before, text = float(said["ts"]) < float(ts), plain_text(said.get("text", ""))
        by_another = (said.get("user") or said.get("bot_id")) != author
        if text and is_before and by_another and said.get("subtype") in SPOKEN:
            return text
    return ""
