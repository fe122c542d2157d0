"""The file of an arrival: from Slack, or one that comes with Togi."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.flows.datasets.workplace import workplace
from bot.flows.house import House
from bot.slack.files import SlackFile, download
from core.datasets.tables import Arrival

EXAMPLES = Path(__file__).parents[3] / "examples"


class Fetched(NamedTuple):
    path: Path
    name: str
    system_prompt: str | None


@cache
def example_names() -> tuple[str, ...]:
    """The data sets that come with Togi."""
    return tuple(sorted(path.stem for path in EXAMPLES.glob("*.csv")))


async def name_of(house: House, arrival: Arrival) -> str:
    """What the file is called."""
    return arrival.example or (await slack_file(house, arrival.file or ""))["name"]


@asynccontextmanager
async def fetched(house: House, arrival: Arrival) -> AsyncIterator[Fetched]:
    """The file on disk for as long as it is needed."""
    if arrival.example:
        path = EXAMPLES / f"{Path(arrival.example).name}.csv"
        system = await asyncio.to_thread(path.with_suffix(".system.txt").read_text, "utf-8")
        yield Fetched(path, path.name, arrival.system_prompt or system.strip())
        return
    purpose = f"fetch:{arrival.cause}"
    async with fetched_file(house, arrival.file or "", purpose) as (path, name):
        yield Fetched(path, name, arrival.system_prompt)


@asynccontextmanager
async def fetched_file(house: House, file_id: str, purpose: str) -> AsyncIterator[tuple[Path, str]]:
    """A file of Slack's on disk for as long as it is needed, and what it is called."""
    file = await slack_file(house, file_id)
    async with workplace(house.settings.data, purpose) as folder:
        path = folder / f"brought{Path(file['name']).suffix}"
        await download(house.slack, file, path, limit_megabytes=house.settings.max_file_megabytes)
        yield path, file["name"]


async def slack_file(house: House, file_id: str) -> SlackFile:
    info = (await house.slack.files_info(file=file_id))["file"]
    return {
        "id": info["id"],
        "name": info["name"],
        "size": info["size"],
        "url_private_download": info.get("url_private_download", ""),
    }
