"""A version, or what differs between two, handed to a person as a file, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from bot.flows.datasets.workplace import workplace
from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.slack.uploads import show_once, upload
from bot.views.datasets import versions as views
from core.datasets.fixing import MOST_ROWS
from core.datasets.tables import Dataset, Version
from core.datasets.versions.comparing import difference
from core.datasets.versions.looking import whole
from core.datasets.versions.refusals import GoneMeanwhile
from core.datasets.versions.sheet import write_difference, write_examples
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

    async def draw_up(self, export: Export) -> list[str]:
        """The ids of files in Slack that nobody sees yet: one for programs, one for people."""
        async with self._workplace(export) as path:
            dataset, version, _ = await self._versions(export)
            async with self.house.database.reading() as session:
                lines = await whole(session, version.id)
            jsonl, *others = _names(dataset, version, None)
            await asyncio.to_thread(path.write_bytes, lines)
            files = [await upload(self.house.slack, path, jsonl)]
            for xlsx in others:
                await asyncio.to_thread(write_examples, path, lines, version)
                files.append(await upload(self.house.slack, path, xlsx))
            return files

    async def compare(self, export: Export) -> list[str]:
        """Say how two versions differ; the id of a file with all of it, if it needs one."""
        dataset, version, since = await self._versions(export)
        if since is None:
            raise GoneMeanwhile
        say, files = words_for(export["locale"]), list[str]()
        async with self.house.database.reading() as session:
            found = await difference(session, since, version)
        if found.has_rows:
            async with self._workplace(export) as path:
                labels = views.difference_labels(say)
                await asyncio.to_thread(write_difference, path, found, labels)
                (name,) = _names(dataset, version, since)
                files.append(await upload(self.house.slack, path, name))
        told = views.difference(dataset, since, version, found, say)
        if await self.house.whisper(export["channel"], export["person"], told) is None:
            await self.house.tell(export["person"], told)
        return files

    async def hand_over(self, export: Export, files: list[str]) -> None:
        """To who asked, or into the private channel whose data it is."""
        dataset, version, since = await self._versions(export)
        say = words_for(export["locale"])
        text = (
            views.difference_file(dataset, since, version, say)
            if since
            else views.exported(dataset, version, say)
        )
        channel = dataset.private_to or await self.house.direct(export["person"])
        (file, name), *others = zip(files, _names(dataset, version, since), strict=True)
        await show_once(
            self.house.slack,
            file,
            name,
            channel=channel,
            thread=None,
            text=text,
            beside=dict(others),
        )

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
            files = await durable.step("draw up", draw_up, wanted)
            if files:
                await durable.patient_step("hand over", steps.hand_over, wanted, files)
        except TogiError as error:
            await durable.patient_step("tell", steps.tell, wanted, error)

    return export


def _names(dataset: Dataset, version: Version, since: Version | None) -> list[str]:
    """What the files are called; the same each time they are asked for."""
    if since:
        return [f"{dataset.name}-v{since.number}-v{version.number}.xlsx"]
    name = f"{dataset.name}-v{version.number}"
    if version.examples > MOST_ROWS:
        return [f"{name}.jsonl"]
    return [f"{name}.jsonl", f"{name}.xlsx"]
