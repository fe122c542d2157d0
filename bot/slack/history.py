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
PATIENCE_SECONDS = 1.5  # a form that waits for this has three seconds to open
SPOKEN = {None, "thread_broadcast", "file_share", "bot_message"}


class Said(TypedDict):
    """What matters of a message in the history."""

    ts: str
    text: NotRequired[str]
    user: NotRequired[str]
    bot_id: NotRequired[str]
    subtype: NotRequired[str]


async def said_before(
    client: AsyncWebClient, channel: str, ts: str, thread: str | None, author: str
) -> str:
    """The words of somebody else that a message most likely answers; "" where nobody can tell.

    In a thread, the nearest message before it, else the one that the thread began with.
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
    return _nearest(earlier, ts, author)


def _nearest(earlier: Sequence[Said], ts: str, author: str) -> str:
    for said in reversed(earlier):
        is_before, text = float(said["ts"]) < float(ts), plain_text(said.get("text", ""))
        by_another = (said.get("user") or said.get("bot_id")) != author
        if text and is_before and by_another and said.get("subtype") in SPOKEN:
            return text
    return ""
