"""A learning curve: trainings are begun, each with its own card; all ended, one picture comes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TypedDict

from bot.flows.durable import Flow
from bot.flows.house import House
from bot.flows.training.job import LONGEST_POLL_SECONDS
from bot.locales import words_for
from bot.slack.files import upload_picture
from bot.views.blocks import escape, message
from bot.views.training import learning_curve as views
from bot.views.training.learning_chart import draw
from core.datasets import Version
from core.errors import TogiError
from core.tuning import Job
from core.tuning.curves import points_of, read

SLOWING = 1.1  # each wait is so much longer than the one before, so that days cost little


class Curve(TypedDict):
    """Which trainings make a curve, and who wants to see it where."""

    cause: str
    jobs: list[str]
    channel: str
    person: str
    locale: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What a curve takes, each fit to be repeated."""

    house: House

    async def unfinished(self, curve: Curve) -> list[list[str]]:
        """The cause and the id of each training that has not ended."""
        async with self.house.database.reading() as session:
            jobs = [await session.get_one(Job, job_id) for job_id in curve["jobs"]]
        return [[job.cause, job.id] for job in jobs if not job.state.is_final]

    async def paint(self, curve: Curve) -> str | None:
        """The id of the picture; None where there is nothing to compare."""
        async with self.house.database.reading() as session:
            points = await points_of(session, curve["jobs"])
        if read(points) is None:
            return None
        say = words_for(curve["locale"])
        png, alt = await asyncio.to_thread(draw, points, say), views.in_words(points, say)
        return await upload_picture(self.house.slack, "learning-curve.png", png, alt)

    async def show(self, curve: Curve, picture: str | None) -> None:
        async with self.house.database.reading() as session:
            points = await points_of(session, curve["jobs"])
            version = await session.get_one(Version, points[0].job.version_id)
        drawn = views.Drawn(points=points, version=version, picture=picture, person=curve["person"])
        card = views.result(drawn, words_for(curve["locale"]))
        await self.house.post(curve["cause"], curve["channel"], None, card)

    async def tell(self, curve: Curve, error: TogiError) -> None:
        """Tell who asked for it, where no card can be posted."""
        told = escape(words_for(curve["locale"]).error(error))
        await self.house.tell(curve["person"], message(told))


def curving(house: House, train: Flow[[str, str]]) -> Flow[[Curve]]:
    """Declare the flow."""
    durable, steps = house.durable, Steps(house)

    @durable.flow("curve")
    async def curve(wanted: Curve) -> None:
        try:
            # By the cause of the job itself: one that somebody began already isn't begun again.
            for cause, job_id in await durable.patient_step("begin", steps.unfinished, wanted):
                await durable.start(cause, train, job_id, wanted["locale"])
            longest = max(house.settings.poll_seconds, LONGEST_POLL_SECONDS)
            wait = house.settings.poll_seconds
            while await durable.patient_step("look", steps.unfinished, wanted):
                await durable.sleep(wait)
                wait = min(wait * SLOWING, longest)
            picture = await durable.courtesy("paint", steps.paint, wanted)
            await durable.patient_step("show", steps.show, wanted, picture)
        except TogiError as error:
            await durable.patient_step("tell", steps.tell, wanted, error)

    return curve
