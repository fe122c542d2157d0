"""The file of an arrival: from Slack, or one that comes with Togi."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.flows.house import House
from bot.flows.workplace import workplace
from bot.slack.files import SlackFile, download
from core.datasets.tables import Arrival

EXAMPLES = Path(__file__).parents[2] / "examples"


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
    return arrival.example or (await _slack_file(house, arrival))["name"]


@asynccontextmanager
async def fetched(house: House, arrival: Arrival) -> AsyncIterator[Fetched]:
    """The file on disk for as long as it is needed."""
    if arrival.example:
        path = EXAMPLES / f"{Path(arrival.example).name}.csv"
        system = await asyncio.to_thread(path.with_suffix(".system.txt").read_text, "utf-8")
        yield Fetched(path, path.name, arrival.system_prompt or system.strip())
        return
    file = await _slack_file(house, arrival)
    async with workplace(house.settings.data, f"fetch:{arrival.cause}") as folder:
        path = folder / f"brought{Path(file['name']).suffix}"
        await download(house.slack, file, path, limit_megabytes=house.settings.max_file_megabytes)
        yield Fetched(path, file["name"], arrival.system_prompt)


async def _slack_file(house: House, arrival: Arrival) -> SlackFile:
    info = (await house.slack.files_info(file=arrival.file or ""))["file"]
    return {
        "id": info["id"],
        "name": info["name"],
        "size": info["size"],
        "url_private_download": info.get("url_private_download", ""),
    }
