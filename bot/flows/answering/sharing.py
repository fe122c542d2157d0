"""A private answer is handed on, once: to everybody in its channel, or to the one who asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from bot.flows.answering.context import Reply, load
from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.views.answers.sharing import KEEP, shared
from bot.views.blocks import message
from core.answers import delivered
from core.errors import TogiError


class Handed(TypedDict):
    """Which answer goes where: `what` is the button that was clicked."""

    answer: str
    what: str
    locale: str


@dataclass(frozen=True, slots=True)
class Steps:
    house: House
    handed: Handed

    async def load(self) -> Reply:
        async with self.house.database.reading() as session:
            return await load(session, self.handed["answer"])

    async def post(self) -> None:
        """Post the parts, each once, and remember where they stand, so that ratings count."""
        asked, what = await self.load(), self.handed["what"]
        answer, question = asked.answer, asked.question
        say = words_for(self.handed["locale"])
        channel, person = question.channel, question.asked_by
        if what == KEEP:
            channel = await self.house.direct(person)
        thread: str | None = None
        for part, shown in enumerate(shared(answer, question, asked.model, what, say)):
            key = f"{what}:{answer.id}:{part}"
            ts = await self.house.post(key, channel, thread, shown)
            thread = thread or ts
            async with self.house.database.transaction() as session:
                await delivered(
                    session,
                    answer_id=answer.id,
                    channel=channel,
                    ts=ts,
                    part=part,
                    shown_to=person if what == KEEP else None,
                )

    async def say_why_not(self, error: TogiError) -> None:
        person = (await self.load()).question.asked_by
        await self.house.tell(person, message(words_for(self.handed["locale"]).error(error)))


def sharing(house: House) -> Flow[[Handed]]:
    """Declare the flow that hands a private answer on."""
    durable = house.durable

    @durable.flow("hand on a private answer")
    async def hand_on(handed: Handed) -> None:
        steps = Steps(house, handed)
        try:
            await durable.step("post", steps.post)
        except TogiError as error:
            await durable.courtesy("say why not", steps.say_why_not, error)

    return hand_on
