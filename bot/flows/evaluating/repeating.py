"""Each day, the comparisons that are due again are begun, and their channels told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.views.evaluation import repeating as views
from core.errors import TogiError
from core.evaluation.runs.repeating import due, postpone, repeat
from core.evaluation.runs.tables import Run


@dataclass(frozen=True, slots=True)
class Steps:
    """What a day takes, each fit to be repeated."""

    house: House

    async def due(self, day: str) -> list[str]:
        async with self.house.database.reading() as session:
            return list(await due(session, date.fromisoformat(day)))

    async def begin(self, schedule_id: str, day: str) -> str:
        today = date.fromisoformat(day)
        async with self.house.database.transaction() as session:
            return (await repeat(session, schedule_id, today, self.house.sampling)).id

    async def announce(self, run_id: str) -> None:
        async with self.house.database.reading() as session:
            run = await session.get_one(Run, run_id)
        message = views.again(words_for(run.locale))
        await self.house.post(f"again:{run_id}", run.channel, None, message)

    async def pass_over(self, schedule_id: str, day: str, error: TogiError) -> None:
        async with self.house.database.transaction() as session:
            last = await postpone(session, schedule_id, date.fromisoformat(day))
        say = words_for(last.locale)
        message = views.not_again(say.error(error), say)
        await self.house.post(f"not-again:{schedule_id}:{day}", last.channel, None, message)


def repeating(house: House, evaluate: Flow[[str]]) -> Flow[[str]]:
    """Declare the flow of one day."""
    durable, steps = house.durable, Steps(house)

    @durable.flow("repeats")
    async def repeats(day: str) -> None:
        for schedule_id in await durable.step("due", steps.due, day):
            try:
                run_id = await durable.step("begin", steps.begin, schedule_id, day)
                await durable.patient_step("announce", steps.announce, run_id)
            except TogiError as error:
                await durable.patient_step("pass over", steps.pass_over, schedule_id, day, error)
            else:
                await evaluate(run_id)

    return repeats
