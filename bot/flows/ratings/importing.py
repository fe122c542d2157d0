"""Ratings that people gave elsewhere come in from a file, a few rows at a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict

from bot.flows.datasets.fetching import fetched_file, slack_file
from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.views.blocks import Message
from bot.views.datasets import bringing
from bot.views.ratings import importing as views
from core.errors import TogiError
from core.evaluation.files.exporting import Format
from core.evaluation.files.importing import AT_ONCE, Brought, bring_in
from core.evaluation.files.rows_of_ratings import Placed, read_rows


class LedgerImport(TypedDict):
    """Which file somebody brought, and where: models that answer there are rated."""

    cause: str
    team: str
    channel: str
    file: str
    person: str
    locale: str


class Outcome(TypedDict):
    """What became of a few rows; `refused` are pairs of a row's number and why."""

    recorded: int
    known: int
    refused: list[tuple[int, str]]


@dataclass(slots=True)
class Steps:
    """What taking in a file takes, each fit to be repeated; rows are fetched anew after a crash."""

    house: House
    wanted: LedgerImport
    rows: list[Placed] | None = None

    async def name(self) -> str:
        return (await slack_file(self.house, self.wanted["file"]))["name"]

    async def announce(self, name: str) -> None:
        say = words_for(self.wanted["locale"])
        channel, ts = await self._tell(bringing.reading(name, say))
        if channel != self.wanted["channel"]:
            link = await self.house.places.link(self.house.slack, channel, ts)
            there = views.being_read(name, link, say)
            await self.house.whisper(self.wanted["channel"], self.wanted["person"], there)

    async def count(self) -> int:
        return len(await self._rows())

    async def bring_in(self, start: int) -> Outcome:
        rows = (await self._rows())[start : start + AT_ONCE]
        async with self.house.database.transaction() as session:
            found = await bring_in(
                session,
                rows,
                team=self.wanted["team"],
                channel=self.wanted["channel"],
            )
        return {
            "recorded": found.recorded,
            "known": found.known,
            "refused": list(found.refused.items()),
        }

    async def _rows(self) -> list[Placed]:
        if self.rows is None:
            purpose = f"import:{self.wanted['cause']}"
            async with (
                self.house.readers,
                fetched_file(self.house, self.wanted["file"], purpose) as (path, name),
            ):
                self.rows = await asyncio.to_thread(read_rows, path, name)
        return self.rows

    async def _tell(self, message: Message) -> tuple[str, str]:
        """In one message to whoever brought it: first that it is read, then what came of it."""
        channel = await self.house.direct(self.wanted["person"])
        ts = await self.house.post(f"import:{self.wanted['cause']}", channel, None, message)
        await self.house.edit(channel, ts, message)
        return channel, ts

    async def conclude(self, name: str, found: Brought) -> None:
        has_lines = Path(name).suffix.lower() != f".{Format.PARQUET}"
        say = words_for(self.wanted["locale"])
        await self._tell(views.brought(name, found, say, has_lines=has_lines))

    async def break_off(self, error: TogiError, found: Brought) -> None:
        say = words_for(self.wanted["locale"])
        await self._tell(views.broken_off(say.error(error), found, say))


def importing_ratings(house: House) -> Flow[[LedgerImport]]:
    """Declare the flow: a file of ratings becomes part of the ledger."""
    durable = house.durable

    @durable.flow("import ratings")
    async def import_ratings(wanted: LedgerImport) -> None:
        steps, found = Steps(house, wanted), Brought()
        try:
            name = await durable.patient_step("name", steps.name)
            await durable.courtesy("announce", steps.announce, name)
            rows = await durable.patient_step("count", steps.count)
            for start in range(0, rows, AT_ONCE):
                found = _with(found, await durable.patient_step("rows", steps.bring_in, start))
        except TogiError as error:
            await durable.patient_step("break off", steps.break_off, error, found)
            return
        await durable.patient_step("conclude", steps.conclude, name, found)

    return import_ratings


def _with(found: Brought, more: Outcome) -> Brought:
    return replace(
        found,
        recorded=found.recorded + more["recorded"],
        known=found.known + more["known"],
        refused={**found.refused, **dict(more["refused"])},
    )
