"""What kind of place a channel is: private channels keep what was brought to them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.refusals import ChannelArchived, NotInvited, SlackPassing, detail, slack_refusal
from core.channels.direct import is_direct

REMEMBERED_SECONDS, MOST_REMEMBERED = 300.0, 10_000
ASKED_AT_ONCE = 4
UNKNOWN = {"channel_not_found", "not_in_channel"}


async def must_be_present(client: AsyncWebClient, channel: str) -> None:
    """Make sure that Togi can post in a channel, before anything is begun there.

    Raises:
        NotInvited: when it is no member, ChannelArchived when nobody can post any more.
    """
    try:
        info = (await client.conversations_info(channel=channel))["channel"]
    except SlackApiError as error:
        if detail(error) in UNKNOWN:
            raise NotInvited from error
        return  # the permission to look is optional; posting will tell
    if info.get("is_archived"):
        raise ChannelArchived
    if not (info.get("is_member") or info.get("is_im")):
        raise NotInvited


async def private_channel(client: AsyncWebClient, channel: str) -> str | None:
    """The channel's id when it is a private channel; None for a public one or a direct message.

    A channel that Slack won't describe is taken for private: rather hidden than shown too widely.
    """
    if is_direct(channel):
        return None
    try:
        info = (await client.conversations_info(channel=channel))["channel"]
    except SlackApiError:
        return channel
    is_private = info.get("is_private") and not info.get("is_im")
    return channel if is_private else None


@dataclass
class Places:
    """What changes seldom of channels and messages, remembered, so that Slack is asked little."""

    _private: dict[str, tuple[float, bool]] = field(default_factory=dict)
    _links: dict[tuple[str, str], str] = field(default_factory=dict)

    async def public(self, client: AsyncWebClient, channels: Iterable[str]) -> set[str]:
        """Those of some channels that everybody in the workspace may look into."""
        asked = sorted(channel for channel in channels if not is_direct(channel))
        at_once = asyncio.Semaphore(ASKED_AT_ONCE)
        private = await asyncio.gather(*(self._is_private(client, one, at_once) for one in asked))
        return {one for one, is_private in zip(asked, private, strict=True) if not is_private}

    async def link(self, client: AsyncWebClient, channel: str, ts: str) -> str | None:
        """The address of a message; None where Slack gives none."""
        if known := self._links.get((channel, ts)):
            return known
        try:
            answer = await client.chat_getPermalink(channel=channel, message_ts=ts)
        except (SlackClientError, ClientError, TimeoutError):
            return None
        if len(self._links) >= MOST_REMEMBERED:
            self._links.clear()
        return self._links.setdefault((channel, ts), str(answer["permalink"]))

    async def _is_private(
        self, client: AsyncWebClient, channel: str, at_once: asyncio.Semaphore
    ) -> bool:
        """Where Slack doesn't tell right now, it is taken for private, but only this time."""
        known, now = self._private.get(channel), time.monotonic()
        if known and now - known[0] < REMEMBERED_SECONDS:
            return known[1]
        try:
            async with at_once:
                info = (await client.conversations_info(channel=channel))["channel"]
        except (SlackClientError, ClientError, TimeoutError) as error:
            if isinstance(slack_refusal(error), SlackPassing):
                return True
            info = {"is_private": True}
        is_private = bool(info.get("is_private") and not info.get("is_im"))
        self._private[channel] = (now, is_private)
        return is_private
