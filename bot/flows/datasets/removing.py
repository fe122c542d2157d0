"""Rows that were erased and data sets that were deleted are taken out: large ones take a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypedDict

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.views.blocks import Message
from bot.views.datasets import removing as views
from core.datasets.tables import Dataset, Version
from core.datasets.versions.erasing import bring_up_to_date, others_that_ask_it, take_out
from core.errors import TogiError
from core.models.lineage import delete as delete_unused
from core.models.lineage import learners


class Addressee(TypedDict):
    """Who is told where what became of it."""

    channel: str
    person: str
    locale: str


class Marked(TypedDict):
    """A row that is marked as erased."""

    name: str  # of the data set
    version: str
    row: int
    place: Addressee


class Doomed(TypedDict):
    """A data set that is to go, or one version of it; afterwards, nothing else knows its name."""

    dataset: str
    name: str
    version: str | None
    number: int | None
    place: Addressee


class Out(TypedDict):
    """What was taken out of which versions, newest first."""

    rows: int
    versions: list[str]
    numbers: list[int]
    taught: list[str]


@dataclass(frozen=True, slots=True)
class Steps:
    """What taking out takes, each fit to be repeated."""

    house: House

    async def count(self, version_id: str) -> None:
        async with self.house.database.transaction() as session:
            await bring_up_to_date(session, version_id)

    async def tell_erased(self, marked: Marked, out: Out) -> None:
        async with self.house.database.reading() as session:
            names = (await learners(session, out["taught"])).names
            others = await others_that_ask_it(
                session, marked["version"], marked["row"], channel=marked["place"]["channel"]
            )
        done = views.Done(marked["name"], marked["row"], out["rows"], out["numbers"], names, others)
        told = views.erased(done, words_for(marked["place"]["locale"]))
        await self.tell(marked["place"], told)

    async def delete(self, doomed: Doomed) -> None:
        """What is gone already was deleted, too: by this step before a crash, or by somebody."""
        async with self.house.database.transaction() as session:
            dataset = await session.get(Dataset, doomed["dataset"])
            version = await session.get(Version, doomed["version"]) if doomed["version"] else None
            if dataset and (version or not doomed["version"]):
                await delete_unused(session, dataset, version)

    async def tell(self, place: Addressee, message: Message) -> None:
        """Where they clicked, for them alone; directly where Togi is no member."""
        if not await self.house.whisper(place["channel"], place["person"], message):
            await self.house.tell(place["person"], message)


class Removing(NamedTuple):
    """The flows of what goes for good."""

    erase: Flow[[Marked]]
    delete: Flow[[Doomed]]


def removing(house: House) -> Removing:
    durable, steps = house.durable, Steps(house)

    @durable.flow("erase")
    async def erase(marked: Marked) -> None:
        """Take a marked row out of every version, with what else asks the same."""

        async def take(session: AsyncSession) -> Out:
            return await _taken_out(session, marked)

        place = marked["place"]
        say = words_for(place["locale"])
        try:
            out = await durable.transact("take out", take)
            for version_id in out["versions"]:
                await durable.patient_step("count", steps.count, version_id)
            await durable.patient_step("tell", steps.tell_erased, marked, out)
        except TogiError as error:
            told = views.not_erased(say.error(error), say)
            await durable.patient_step("refuse", steps.tell, place, told)

    @durable.flow("delete")
    async def delete(doomed: Doomed) -> None:
        """Delete a data set or a version of it, unless something was trained on it meanwhile."""
        place = doomed["place"]
        say = words_for(place["locale"])
        try:
            await durable.patient_step("delete", steps.delete, doomed)
            told = views.deleted(doomed["name"], doomed["number"], say)
        except TogiError as error:
            told = views.not_deleted(say.error(error), say)
        await durable.patient_step("tell", steps.tell, place, told)

    return Removing(erase, delete)


async def _taken_out(session: AsyncSession, marked: Marked) -> Out:
    if await session.get(Version, marked["version"]) is None:
        return {"rows": 0, "versions": [], "numbers": [], "taught": []}  # deleted meanwhile
    done = await take_out(session, marked["version"], marked["row"])
    return {
        "rows": done.rows,
        "versions": [version.id for version in done.versions],
        "numbers": [version.number for version in done.versions],
        "taught": list(done.taught),
    }
