"""Somebody prefers the last step of a training: the model becomes it, and the thread is told."""

from __future__ import annotations

from functools import partial
from typing import TypedDict

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.durable import Flow
from bot.flows.house import House
from bot.flows.training.job import Steps
from bot.locales import words_for
from bot.views.blocks import escape, message
from bot.views.training import trained as views
from core.answers.last_step import must_be_free_to_choose, take_last_step
from core.errors import TogiError
from core.models import Model
from core.tuning import Job


class Preferred(TypedDict):
    """Which model, who prefers its last step, and the announcement that offered it."""

    model: str
    person: str
    channel: str
    ts: str
    thread: str
    locale: str


async def _take(preferred: Preferred, session: AsyncSession) -> bool:
    return await take_last_step(session, preferred["model"])


def last_step(house: House) -> Flow[[Preferred]]:
    """Declare the flow; the picture of the loss no longer marks another step."""
    durable, steps = house.durable, Steps(house)

    async def tell(preferred: Preferred) -> str:
        say = words_for(preferred["locale"])
        async with house.database.reading() as session:
            model = await session.get_one(Model, preferred["model"])
            job = await session.get_one(Job, model.job_id)
        can_answer = house.training.profile.serves_at_once
        announced = views.announcement(job, model, say, can_answer=can_answer)
        await house.edit(preferred["channel"], preferred["ts"], announced)
        told = views.last_step_taken(job, model, preferred["person"], say)
        await house.post(f"job:{job.id}:last-step", preferred["channel"], preferred["thread"], told)
        return job.id

    async def refuse(preferred: Preferred) -> None:
        """Tell why not: after the click an answer began, or somebody else chose it."""
        async with house.database.reading() as session:
            model = await session.get_one(Model, preferred["model"])
            try:
                await must_be_free_to_choose(session, model)
            except TogiError as error:
                reason = error
            else:
                return
        known = await house.people.get(house.slack, team=model.team, user=preferred["person"])
        told = message(escape(known.say.error(reason)))
        await house.whisper(preferred["channel"], known.id, told, preferred["thread"] or None)

    @durable.flow("take last step")
    async def flow(preferred: Preferred) -> None:
        if not await durable.transact("take", partial(_take, preferred)):
            await durable.step("refuse", refuse, preferred)
            return
        job_id = await durable.patient_step("tell", tell, preferred)
        card, locale = preferred["thread"], preferred["locale"]
        picture = await durable.courtesy("paint", steps.paint, job_id, locale)
        await durable.courtesy("show", steps.show, job_id, card, picture, locale)

    return flow
