"""Once a voting is over, it says so wherever people voted, with what came out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from bot.flows.durable import Flow
from bot.flows.evaluating.ballots import last_words, on_the_table
from bot.flows.evaluating.posted import of_voters, voter_of
from bot.flows.house import House
from bot.locales import words_for
from bot.slack.posts import Post
from core.errors import TogiError
from core.evaluation.runs.tables import Run


@dataclass(frozen=True, slots=True)
class Steps:
    """What it takes to tell everybody, each fit to be repeated."""

    house: House

    async def standing(self, run_id: str) -> list[str]:
        """The keys of the messages that still ask for votes."""
        async with self.house.database.reading() as session:
            return [post.key for post in await of_voters(session, run_id)]

    async def tell(self, run_id: str, key: str) -> bool:
        """Write over one of them, and forget it: it is final."""
        house = self.house
        async with house.database.reading() as session:
            post, run = await session.get(Post, key), await session.get_one(Run, run_id)
        if post is None or post.ts is None:
            return True
        person, say = voter_of(post), words_for(run.locale)
        if person:
            say = (await house.people.get(house.slack, team=run.team, user=person)).say
        message = await last_words(house, run_id, person, say)
        async with on_the_table(house, post.ts):
            await house.edit(post.channel, post.ts, message)
        await house.forget(key)
        return True


def ending(house: House) -> Flow[[str]]:
    """Declare the flow: the id of a run whose verdict has been told."""
    durable, steps = house.durable, Steps(house)

    @durable.flow("end of a voting")
    async def tell_voters(run_id: str) -> None:
        """Whoever can't be told at once is tried again when the others know."""
        with suppress(TogiError):
            keys = await durable.patient_step("standing", steps.standing, run_id)
            late = [
                key for key in keys if not await durable.courtesy("tell", steps.tell, run_id, key)
            ]
            for key in late:
                with suppress(TogiError):
                    await durable.unhurried_step("tell late", steps.tell, run_id, key)

    return tell_voters
