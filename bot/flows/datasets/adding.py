"""An example that somebody adds by hand becomes part of a data set's next version."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.views.blocks import Message
from bot.views.datasets import adding as views
from core.datasets import Dataset, Version, findings
from core.datasets.adding.adding import add, forget, last_example
from core.datasets.adding.tables import Addition
from core.datasets.versions.succeeding import CONTRADICTION
from core.errors import TogiError


@dataclass(frozen=True, slots=True)
class Steps:
    """What adding takes, each fit to be repeated."""

    house: House
    cause: str

    async def add(self) -> str:
        async with self.house.database.transaction() as session:
            return (await add(session, self.cause)).id

    async def confirm(self, version_id: str) -> None:
        addition = await self._addition()
        async with self.house.database.reading() as session:
            version = await session.get_one(Version, version_id)
            dataset = await session.get_one(Dataset, version.dataset_id)
            example = await last_example(session, version_id)
            found = await findings(session, version_id)
        contradicts = any(
            fault.code == CONTRADICTION and example.position in fault.rows for fault in found
        )
        say = words_for(addition.locale)
        message = views.added(dataset, version, example.split, say, contradicts=contradicts)
        await self._tell(addition, message)

    async def refuse(self, error: TogiError) -> None:
        addition = await self._addition()
        say = words_for(addition.locale)
        await self._tell(addition, views.not_added(say.error(error), say))
        async with self.house.database.transaction() as session:
            await forget(session, self.cause)

    async def _addition(self) -> Addition:
        async with self.house.database.reading() as session:
            return await session.get_one(Addition, self.cause)

    async def _tell(self, addition: Addition, message: Message) -> None:
        """Where the example was seen, for who added it; directly where Togi is no member."""
        person = addition.person
        if not await self.house.whisper(addition.channel, person, message, addition.thread):
            await self.house.tell(person, message)


def adding(house: House) -> Flow[[str]]:
    """Declare the flow: the cause of an addition."""
    durable = house.durable

    @durable.flow("add example")
    async def add_example(cause: str) -> None:
        steps = Steps(house, cause)
        try:
            version_id = await durable.patient_step("add", steps.add)
        except TogiError as error:
            await durable.patient_step("refuse", steps.refuse, error)
            return
        await durable.patient_step("confirm", steps.confirm, version_id)

    return add_example
