"""A file that is handed to people once, whatever crashes: first uploaded, then shown.

An upload that is never completed is seen by nobody, and Slack forgets it. Of one that was
completed, Slack knows where it is shown: that is looked up before it is completed again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.refusals import SERVER_ERROR, TOO_MANY, SlackPassing, SlackRefused, detail

NOT_YET_THERE = {"file_not_found", "file_deleted"}


class Shared(TypedDict, total=False):
    """Where `files.info` says that a file is shown."""

    channels: list[str]
    groups: list[str]
    ims: list[str]


async def upload(client: AsyncWebClient, path: Path, name: str) -> str:
    """Bring a file to Slack, where nobody sees it yet; its id."""
    content = await asyncio.to_thread(path.open, "rb")
    try:
        size = await asyncio.to_thread(lambda: path.stat().st_size)
        ticket = await client.files_getUploadURLExternal(filename=name, length=size)
        async with (
            aiohttp.ClientSession() as http,
            http.post(str(ticket["upload_url"]), data=content) as response,
        ):
            if response.status == TOO_MANY or response.status >= SERVER_ERROR:
                raise SlackPassing
            if response.status != 200:  # noqa: PLR2004 (HTTP OK)
                raise SlackRefused(error=f"upload: {response.status}")
    finally:
        await asyncio.to_thread(content.close)
    return str(ticket["file_id"])


async def show_once(
    client: AsyncWebClient,
    file: str,
    title: str,
    *,
    channel: str,
    thread: str | None,
    text: str,
    beside: Mapping[str, str] | None = None,
) -> None:
    """Show an uploaded file in a channel, with some words; one that is shown there already stays.

    `beside` are more files of the same message, with their titles.

    Calling this again after a crash shows nothing twice.
    """
    if await _is_shown(client, file, channel):
        return
    await client.files_completeUploadExternal(
        files=[{"id": one, "title": name} for one, name in {file: title, **(beside or {})}.items()],
        channel_id=channel,
        thread_ts=thread,
        initial_comment=text,
    )


async def _is_shown(client: AsyncWebClient, file: str, channel: str) -> bool:
    try:
        info: Shared = (await client.files_info(file=file))["file"]
    except SlackApiError as error:
        if detail(error) not in NOT_YET_THERE:
            raise
        return False
    places = [*info.get("channels", []), *info.get("groups", []), *info.get("ims", [])]
    return channel in places
