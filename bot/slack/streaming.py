"""A message that grows while it is being written, and the status below its thread meanwhile.

Methods: docs.slack.dev/reference/methods/chat.startStream, …/assistant.threads.setStatus,
docs.slack.dev/ai/agent-sessions.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Generic, TypeVar

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.refusals import detail
from bot.views.blocks import Block

R = TypeVar("R")

LOST = "lost"  # nobody knows whether Slack did it
ENDED = "message_not_in_streaming_state"  # Slack ends every stream after some minutes
GONE = "message_not_found"
LIMITED = "ratelimited"
PATIENCE_SECONDS = 10.0
TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Outcome(Generic[R]):
    """What a passing call came to: a value, or why there is none."""

    value: R | None = None
    error: str = ""


async def attempt(call: Awaitable[R]) -> Outcome[R]:
    """Make a call that nothing depends on; whatever goes wrong is only told."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return Outcome(await call)
    except SlackApiError as error:
        return Outcome(error=detail(error) or LOST)
    except (SlackClientError, ClientError, TimeoutError):
        return Outcome(error=LOST)


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread in which a person of a workspace is answered."""

    client: AsyncWebClient
    team: str
    channel: str
    ts: str
    person: str

    async def start(self, text: str) -> str:
        """Begin a stream with some text; returns the message's ts."""
        response = await self.client.chat_startStream(
            channel=self.channel,
            thread_ts=self.ts,
            markdown_text=text,
            recipient_team_id=self.team,  # in channels Slack must know for whom it is
            recipient_user_id=self.person,
        )
        return str(response["ts"])

    async def append(self, ts: str, text: str) -> bool:
        await self.client.chat_appendStream(channel=self.channel, ts=ts, markdown_text=text)
        return True

    async def stop(
        self, ts: str, text: str, ending: list[Block], metadata: dict[str, object] | None
    ) -> None:
        """End a stream with the rest of its text and what stands below it."""
        await self.client.chat_stopStream(
            channel=self.channel,
            ts=ts,
            markdown_text=text or None,
            blocks=ending or None,
            metadata=metadata,
        )

    async def say_status(self, status: str) -> bool:
        """Show below the thread what the app is doing; Slack takes it away after two minutes."""
        await self.client.assistant_threads_setStatus(
            channel_id=self.channel, thread_ts=self.ts, status=status
        )
        return True

    async def begin_work(self, title: str | None) -> bool:
        """Tell Slack that the agent works: people see a stop button."""
        await self.client.agents_sessions_setStatus(
            channel_id=self.channel,
            thread_ts=self.ts,
            status="processing",
            title=title[:TITLE_LENGTH] if title else None,
            initiator_user_id=self.person,
        )
        return True

    async def end_work(self) -> bool:
        await self.client.agents_sessions_setStatus(
            channel_id=self.channel, thread_ts=self.ts, status="active"
        )
        return True
