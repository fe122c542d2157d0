"""A version, or what differs between two, handed to a person as a file, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from bot.flows.durable import Flow
from bot.flows.house import House
from bot.flows.workplace import workplace
from bot.locales import words_for
from bot.slack.uploads import show_once, upload
from bot.views import versions as views
from core.datasets.tables import Dataset, Version
from core.datasets.versions.comparing import difference
from core.datasets.versions.looking import whole
from core.datasets.versions.refusals import GoneMeanwhile
from core.datasets.versions.sheet import write_difference
from core.errors import TogiError


class Export(TypedDict):
    """Which version somebody wants; with `since`, only what differs from that one."""

    cause: str
    channel: str  # where it was asked for
    version: str
    since: str | None
    person: str
    locale: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What handing out a file takes, each fit to be repeated."""

    house: House

    async def draw_up(self, export: Export) -> str:
        """The id of a file in Slack that nobody sees yet."""
        async with self._workplace(export) as path:
            dataset, version, _ = await self._versions(export)
            async with self.house.database.reading() as session:
                lines = await whole(session, version.id)
            await asyncio.to_thread(path.write_bytes, lines)
            return await upload(self.house.slack, path, _name(dataset, version, None))

    async def compare(self, export: Export) -> str:
        """Say how two versions differ; the id of a file with all of it, "" where there is none."""
        dataset, version, since = await self._versions(export)
        if since is None:
            raise GoneMeanwhile
        say, file = words_for(export["locale"]), ""
        async with self.house.database.reading() as session:
            found = await difference(session, since, version)
        if found.has_rows:
            async with self._workplace(export) as path:
                labels = views.difference_labels(say)
                await asyncio.to_thread(write_difference, path, found, labels)
                file = await upload(self.house.slack, path, _name(dataset, version, since))
        told = views.difference(dataset, since, version, found, say)
        if await self.house.whisper(export["channel"], export["person"], told) is None:
            await self.house.tell(export["person"], told)
        return file

    async def hand_over(self, export: Export, file: str) -> None:
        """To who asked, or into the private channel whose data it is."""
        dataset, version, since = await self._versions(export)
        say = words_for(export["locale"])
        text = (
            views.difference_file(dataset, since, version, say)
            if since
            else views.exported(dataset, version, say)
        )
        channel = dataset.private_to or await self.house.direct(export["person"])
        name = _name(dataset, version, since)
        await show_once(self.house.slack, file, name, channel=channel, thread=None, text=text)

    async def tell(self, export: Export, error: TogiError) -> None:
        """Say directly why there is no file."""
        say = words_for(export["locale"])
        await self.house.tell(export["person"], views.no_file(say.error(error), say))

    @asynccontextmanager
    async def _workplace(self, export: Export) -> AsyncIterator[Path]:
        async with workplace(self.house.settings.data, f"export:{export['cause']}") as folder:
            yield folder / "export"

    async def _versions(self, export: Export) -> tuple[Dataset, Version, Version | None]:
        async with self.house.database.reading() as session:
            version = await session.get(Version, export["version"])
            since = await session.get(Version, export["since"]) if export["since"] else None
            if version is None or (export["since"] and since is None):
                raise GoneMeanwhile
            return await session.get_one(Dataset, version.dataset_id), version, since


def exporting(house: House) -> Flow[[Export]]:
    """Declare the flow: what somebody wants as a file."""
    durable, steps = house.durable, Steps(house)

    @durable.flow("export")
    async def export(wanted: Export) -> None:
        try:
            draw_up = steps.compare if wanted["since"] else steps.draw_up
            file = await durable.step("draw up", draw_up, wanted)
            if file:
                await durable.patient_step("hand over", steps.hand_over, wanted, file)
        except TogiError as error:
            await durable.patient_step("tell", steps.tell, wanted, error)

    return export


def _name(dataset: Dataset, version: Version, since: Version | None) -> str:
    if since:
        return f"{dataset.name}-v{since.number}-v{version.number}.xlsx"
    return f"{dataset.name}-v{version.number}.jsonl"
