"""Files that people bring and pictures that we show."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import ClassVar, TypedDict
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.refusals import SERVER_ERROR, TOO_MANY, SlackPassing
from core.errors import TogiError

CHUNK = 1 << 16
# Spelt out to the last letter: what parsers disagree about, such as a backslash, is no host.
SLACK_HOST = re.compile(r"([a-z0-9-]+\.)*slack\.com")
SLACK_FILE_HOST = re.compile(rf"{SLACK_HOST.pattern}|([a-z0-9-]+\.)+slack-files\.com")


class SlackFile(TypedDict):
    """What matters of a file in an event."""

    id: str
    name: str
    size: int
    url_private_download: str  # "" for a file that is only linked to


class FileTooLarge(TogiError):
    template: ClassVar[str] = (
        "{name} is larger than {limit} MB. Split it into smaller files, or ask an admin to raise "
        "TOGI_MAX_FILE_MEGABYTES."
    )


class FileNotReadable(TogiError):
    template: ClassVar[str] = (
        "Slack didn't hand over {name}. An admin can check that the app has the permission "
        "files:read, and that it was reinstalled after that was added."
    )


class ForeignHost(TogiError):
    template: ClassVar[str] = (
        "{name} is stored outside this workspace, so Togi doesn't fetch it. "
        "Download it and attach it here."
    )


def is_slacks_own(url: str, api_url: str) -> bool:
    """Whether a file lies where our token may go: Slack's own file hosts, or the sandbox itself."""
    file, api = urlsplit(url), urlsplit(api_url)
    if (file.scheme, file.netloc) == (api.scheme, api.netloc):
        return True
    return (
        file.scheme == "https"
        and SLACK_HOST.fullmatch(api.hostname or "") is not None
        and SLACK_FILE_HOST.fullmatch(file.hostname or "") is not None
    )


async def download(
    client: AsyncWebClient, file: SlackFile, destination: Path, *, limit_megabytes: int
) -> None:
    """Fetch a file into `destination`; the token goes to Slack's own hosts, across no redirect.

    Raises:
        FileTooLarge: as soon as more arrived than allowed, whatever Slack said of the size.
        FileNotReadable: also when Slack answers with its login page instead of the file.
        ForeignHost: for a file that lies elsewhere.
        SlackPassing: when the file may be had a minute later.
    """
    url, name, limit = file["url_private_download"], file["name"], limit_megabytes << 20
    if not is_slacks_own(url, client.base_url):
        raise ForeignHost(name=name)
    if file["size"] > limit:
        raise FileTooLarge(name=name, limit=limit_megabytes)
    headers = {"Authorization": f"Bearer {client.token}"}
    async with (
        aiohttp.ClientSession() as http,
        http.get(url, headers=headers, allow_redirects=False) as response,
    ):
        if response.status == TOO_MANY or response.status >= SERVER_ERROR:
            raise SlackPassing
        is_login_page = response.content_type == "text/html" and not name.endswith(".html")
        if response.status != 200 or is_login_page:  # noqa: PLR2004 (HTTP OK)
            raise FileNotReadable(name=name)
        received = 0
        with destination.open("wb") as out:
            async for chunk in response.content.iter_chunked(CHUNK):
                received += len(chunk)
                if received > limit:
                    raise FileTooLarge(name=name, limit=limit_megabytes)
                await asyncio.to_thread(out.write, chunk)


async def upload_picture(client: AsyncWebClient, name: str, png: bytes, alt: str) -> str:
    """The id of a picture that Slack keeps, shown in messages by an image block."""
    response = await client.files_upload_v2(file=png, filename=name, title=name, alt_txt=alt)
    return str(response["file"]["id"])
