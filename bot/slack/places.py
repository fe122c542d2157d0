"""What kind of place a channel is: private channels keep what was brought to them."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.refusals import ChannelArchived, NotInvited, detail

DIRECT = "D"
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
    if channel.startswith(DIRECT):
        return None
    try:
        info = (await client.conversations_info(channel=channel))["channel"]
    except SlackApiError:
        return channel
    is_private = info.get("is_private") and not info.get("is_im")
    return channel if is_private else None
