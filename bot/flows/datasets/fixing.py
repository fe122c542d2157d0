"""The file to fix: drawn up from what somebody brought, handed to them alone, once."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TypedDict

from slack_sdk.errors import SlackApiError

from bot.flows.datasets.fetching import Fetched, fetched
from bot.flows.datasets.refused import rows_refused, worth_a_look_besides
from bot.flows.datasets.workplace import workplace
from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import LANGUAGES, Words, words_for
from bot.slack.files import FileNotReadable
from bot.slack.uploads import show_once, upload
from bot.views.datasets import fixing as views
from bot.views.datasets.findings import in_a_cell, rows_of
from core.channels.direct import is_direct
from core.datasets import (
    Arrival,
    Dataset,
    Fault,
    Split,
    Version,
    examples,
    findings,
)
from core.datasets.carrying import carried_in
from core.datasets.fixing import (
    Table,
    Written,
    as_it_came,
    as_stored,
    without_what_was_added,
    write_file_to_fix,
)
from core.datasets.naming import name_from
from core.datasets.reading.columns import Named
from core.datasets.reading.sources import open_source
from core.datasets.versions.erasing import is_whole
from core.errors import TogiError


class Wanted(TypedDict):
    """Which version's file to fix somebody wants, and where it may be shown."""

    cause: str
    version: str
    person: str
    locale: str
    private_to: str | None  # the private channel that the data must not leave
    channel: str  # where it was asked for
    thread: str | None  # and in which thread, if it was in one


class Made(TypedDict):
    """A file that was uploaded and that nobody sees yet."""

    file: str
    name: str
    rows: int
    found: int
    bad: int  # of these, rows without which nothing goes on


@dataclass(frozen=True, slots=True)
class Steps:
    """What a file to fix takes, each fit to be repeated."""

    house: House

    async def of_refused(self, arrival: Arrival) -> Made:
        """The file to fix for a file whose rows can't be examples."""
        say = words_for(arrival.locale)

        def write(path: Path, file: Fetched) -> tuple[Written, int]:
            named = named_in(arrival)
            source = open_source(file.path, file.name, named)
            faults = rows_refused(file, named).refused.faults
            besides = worth_a_look_besides(file, named)
            name = arrival.name or carried_in(file.path) or name_from(file.name)
            written = _write(path, as_it_came(source), faults, say, name, besides)
            return written, len({fault.row for fault in faults})

        data = self.house.settings.data
        async with (
            fetched(self.house, arrival) as file,
            workplace(data, f"fix:{arrival.cause}") as folder,
        ):
            path = folder / "fix.xlsx"
            written, bad = await asyncio.to_thread(write, path, file)
            made = await self._uploaded(path, arrival.name or PurePath(file.name).stem, written)
            return {**made, "bad": bad}

    async def of_version(self, wanted: Wanted) -> Made:
        """The file to fix for a version: as it came, or as it is kept.

        What was erased since would still stand in the file that came.
        """
        say = words_for(wanted["locale"])
        async with self.house.database.reading() as session:
            version = await session.get_one(Version, wanted["version"])
            dataset = await session.get_one(Dataset, version.dataset_id)
            faults = await findings(session, version.id)
            whole = await is_whole(session, version.id)
            arrival = await session.get(Arrival, version.cause) if whole else None
        async with workplace(self.house.settings.data, f"fix:{wanted['cause']}") as folder:
            path = folder / "fix.xlsx"
            name = dataset.name
            written = await self._as_it_came(path, arrival, faults, say, name)
            if written is None:
                written = await self._as_stored(path, version, faults, say, name)
            return await self._uploaded(path, dataset.name, written)

    async def _as_it_came(
        self, path: Path, arrival: Arrival | None, faults: Iterable[Fault], say: Words, name: str
    ) -> Written | None:
        """None where Slack no longer has the file."""
        if arrival is None:
            return None

        def write(file: Fetched) -> Written:
            source = open_source(file.path, file.name, named_in(arrival))
            return _write(path, as_it_came(source), faults, say, name)

        try:
            async with fetched(self.house, arrival) as file:
                return await asyncio.to_thread(write, file)
        except (SlackApiError, FileNotReadable):
            return None

    async def _as_stored(
        self, path: Path, version: Version, faults: Iterable[Fault], say: Words, name: str
    ) -> Written:
        async with self.house.database.reading() as session:
            rows = [row for split in Split for row in await examples(session, version.id, split)]
        table = as_stored(version, sorted(rows, key=lambda row: row.position))
        return await asyncio.to_thread(_write, path, table, faults, say, name)

    async def _uploaded(self, path: Path, name: str, written: Written) -> Made:
        """Named like the data set: sent back, it becomes its next version."""
        name = f"{name}.xlsx"
        file = await upload(self.house.slack, path, name)
        return {"file": file, "name": name, "rows": written.rows, "found": written.found, "bad": 0}

    async def hand_over_refused(self, arrival: Arrival, made: Made) -> None:
        """Directly to who brought the file: what only one person sees can't carry a file."""
        directly = is_direct(arrival.channel)
        channel = arrival.channel if directly else await self.house.direct(arrival.person)
        back_in = None if directly else arrival.channel
        words = views.rows_need_fixing(
            made["bad"], made["rows"], words_for(arrival.locale), made["found"], back_in=back_in
        )
        thread = arrival.thread if directly else None
        await self._show(made, channel, thread, words)

    async def hand_over(self, wanted: Wanted, made: Made) -> None:
        """To who asked, or into the private channel whose data it is; in the thread, if it can."""
        say = words_for(wanted["locale"])
        channel = wanted["private_to"] or await self.house.direct(wanted["person"])
        is_here = channel == wanted["channel"]
        words = views.worth_a_look(made["found"], made["rows"], say)
        await self._show(made, channel, wanted["thread"] if is_here else None, words)
        if not is_here:
            told = views.came_directly(say)
            await self.house.whisper(wanted["channel"], wanted["person"], told, wanted["thread"])

    async def _show(self, made: Made, channel: str, thread: str | None, words: str) -> None:
        await show_once(
            self.house.slack, made["file"], made["name"], channel=channel, thread=thread, text=words
        )

    async def tell(self, wanted: Wanted, error: TogiError) -> None:
        """Say why there is no file: where it was asked for, or directly."""
        say = words_for(wanted["locale"])
        told = views.no_file(say.error(error), say)
        place = (wanted["channel"], wanted["person"], told, wanted["thread"])
        if not await self.house.whisper(*place):
            await self.house.tell(wanted["person"], told)


def fixing(house: House) -> Flow[[Wanted]]:
    """Declare the flow: what somebody wants."""
    durable, steps = house.durable, Steps(house)

    @durable.flow("fix")
    async def fix(wanted: Wanted) -> None:
        try:
            made = await durable.step("draw up", steps.of_version, wanted)
            await durable.patient_step("hand over", steps.hand_over, wanted, made)
        except TogiError as error:
            await durable.patient_step("tell", steps.tell, wanted, error)

    return fix


def named_in(arrival: Arrival) -> Named:
    return Named(arrival.question_column, arrival.answer_column)


def _write(
    path: Path,
    table: Table,
    faults: Iterable[Fault],
    say: Words,
    name: str,
    besides: Iterable[Fault] = (),
) -> Written:
    """`besides`: what is only worth a look, where other rows must be fixed."""
    notes: defaultdict[int, list[str]] = defaultdict(list)
    for fault in faults:
        for row in rows_of(fault):
            notes[row].append(in_a_cell(fault, row, say))
    for fault in besides:
        for row in rows_of(fault):
            notes[row].append(views.only_worth_a_look(in_a_cell(fault, row, say), say))
    earlier = {views.labels(words_for(language))[1:3] for language in LANGUAGES}
    own = without_what_was_added(table, earlier)
    return write_file_to_fix(path, own, notes, views.labels(say), name)
