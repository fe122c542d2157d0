"""A file that somebody brought becomes a version of a data set, with a card that shows it."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple

from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import Words, words_for
from bot.slack.files import SlackFile, download
from bot.views import datasets as views
from core.datasets import (
    DatasetRefused,
    Split,
    bring_in,
    brought_by,
    earlier,
    examples,
    question_and_answer,
    read_contents,
)
from core.datasets.naming import name_from
from core.datasets.tables import Arrival, Dataset, Version
from core.errors import TogiError

ROWS_EXPLAINED = 10
EXAMPLES = Path(__file__).parents[2] / "examples"


class RowsRefused(TogiError):
    template: ClassVar[str] = "{summary}\n{rows}"


def rows_refused(refused: DatasetRefused, say: Words) -> RowsRefused:
    """The refusal of a file with what is wrong in its first rows, in the person's words.

    Rendered before the engine writes it down: of an error, it keeps words, not faults.
    """
    rows = [
        say("Row {row}: {reason}", row=fault.row, reason=say(fault.template, **fault.details))
        for fault in refused.faults[:ROWS_EXPLAINED]
    ]
    return RowsRefused(summary=say.error(refused), rows="\n".join(rows))


class Fetched(NamedTuple):
    path: Path
    name: str
    system_prompt: str | None


def example_names() -> list[str]:
    """The data sets that come with Togi."""
    return sorted(path.stem for path in EXAMPLES.glob("*.csv"))


@dataclass(frozen=True, slots=True)
class Steps:
    """What bringing a file takes, each fit to be repeated."""

    house: House
    cause: str

    async def arrival(self) -> Arrival:
        async with self.house.database.reading() as session:
            return await session.get_one(Arrival, self.cause)

    async def post_reading(self) -> str:
        arrival = await self.arrival()
        name = arrival.example or (await _slack_file(self.house, arrival))["name"]
        message = views.reading(name, words_for(arrival.locale))
        return await self.house.post(
            f"dataset:{self.cause}", arrival.channel, arrival.thread, message
        )

    async def take_in(self) -> str:
        """The id of the version that the file became."""
        arrival = await self.arrival()
        try:
            return await self._version(arrival)
        except DatasetRefused as refused:
            if not refused.faults:
                raise
            raise rows_refused(refused, words_for(arrival.locale)) from refused

    async def _version(self, arrival: Arrival) -> str:
        async with self.house.database.reading() as session:
            if brought := await brought_by(session, self.cause):
                return brought.id
        async with _fetched(self.house, arrival) as file:
            name = arrival.name or name_from(file.name)
            async with self.house.database.reading() as session:
                before = await earlier(session, arrival.team, name)
            # Before the transaction: while a large file is read, others may write.
            contents = await asyncio.to_thread(
                read_contents, file.path, file.name, file.system_prompt, earlier=before
            )
        with contents:
            async with self.house.database.transaction() as session:
                version = await bring_in(
                    session,
                    contents,
                    team=arrival.team,
                    name=name,
                    cause=self.cause,
                    person=arrival.person,
                    private_to=arrival.private_to,
                )
        return version.id

    async def show(self, ts: str, version_id: str) -> None:
        arrival = await self.arrival()
        async with self.house.database.reading() as session:
            version = await session.get_one(Version, version_id)
            dataset = await session.get_one(Dataset, version.dataset_id)
            rows = await examples(session, version_id, Split.TRAIN, limit=views.SHOWN_EXAMPLES)
        samples = [question_and_answer(row.line)[:2] for row in rows]
        card = views.card(dataset, version, samples, words_for(arrival.locale))
        await self.house.edit(arrival.channel, ts, card)

    async def refuse(self, ts: str, error: TogiError) -> None:
        """Take the placeholder away and tell the person alone what is wrong with their file.

        In the channel, not in the thread: with the placeholder gone there is no thread to open.
        """
        arrival = await self.arrival()
        say = words_for(arrival.locale)
        message = views.refused(say.error(error), say)
        await self.house.remove(arrival.channel, ts)
        await self.house.whisper(arrival.channel, arrival.person, message)

    async def tell(self, error: TogiError) -> None:
        """Tell the person directly, where nothing could be posted."""
        arrival = await self.arrival()
        say = words_for(arrival.locale)
        await self.house.tell(arrival.person, views.refused(say.error(error), say))


def bringing(house: House) -> Flow[[str]]:
    """Declare the flow: the cause of an arrival."""
    durable = house.durable

    @durable.flow("bring in")
    async def bring(cause: str) -> None:
        steps = Steps(house, cause)
        try:
            ts = await durable.step("post reading", steps.post_reading)
        except TogiError as error:
            await durable.step("tell", steps.tell, error)
            return
        try:
            version_id = await durable.step("take in", steps.take_in)
        except TogiError as error:
            await durable.patient_step("refuse", steps.refuse, ts, error)
            return
        await durable.patient_step("show", steps.show, ts, version_id)

    return bring


async def _slack_file(house: House, arrival: Arrival) -> SlackFile:
    info = (await house.slack.files_info(file=arrival.file or ""))["file"]
    return {
        "id": info["id"],
        "name": info["name"],
        "size": info["size"],
        "url_private_download": info.get("url_private_download", ""),
    }


@asynccontextmanager
async def _fetched(house: House, arrival: Arrival) -> AsyncIterator[Fetched]:
    """The file on disk for as long as it is needed."""
    if arrival.example:
        path = EXAMPLES / f"{Path(arrival.example).name}.csv"
        system = await asyncio.to_thread(path.with_suffix(".system.txt").read_text, "utf-8")
        yield Fetched(path, path.name, arrival.system_prompt or system.strip())
        return
    file = await _slack_file(house, arrival)
    folder = await asyncio.to_thread(tempfile.TemporaryDirectory, prefix="togi-")
    try:
        path = Path(folder.name) / f"brought{Path(file['name']).suffix}"
        await download(house.slack, file, path, limit_megabytes=house.settings.max_file_megabytes)
        yield Fetched(path, file["name"], arrival.system_prompt)
    finally:
        await asyncio.to_thread(folder.cleanup)
