"""A question that one person asked alone: answered where only they see it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.answering.giving import generate, keep_failure, load_one
from bot.flows.durable import Flow
from bot.flows.home.tab import draw_home_soon
from bot.flows.house import House
from bot.locales import words_for
from bot.slack.refusals import NotInvited
from bot.views.answers import answer as views
from bot.views.answers.sharing import KEEP, private_answer, shared
from core.answers import delivered
from core.errors import TogiError


@dataclass(frozen=True, slots=True)
class Private:
    """What answering one person alone takes, each step fit to be repeated."""

    house: House
    answer_id: str
    locale: str

    async def speak(self) -> None:
        await generate(self.house, self.answer_id)

    async def whisper(self, number: int) -> list[str]:
        """The channel and ts of a part of the private answer; nothing when it was the last.

        Raises:
            NotInvited: where nothing can be shown to one person.
        """
        asked = await load_one(self.house, self.answer_id)
        question, say = asked.question, words_for(self.locale)
        offered = private_answer(asked.answer, question, asked.model, say)
        if number == len(offered):
            draw_home_soon(self.house, question.team, question.asked_by)
            return []
        ts = await self.house.whisper(question.channel, question.asked_by, offered[number])
        if not ts:
            raise NotInvited
        return [question.channel, ts]

    async def send(self, number: int) -> list[str]:
        """The channel and ts of a part of the answer as direct messages; as `whisper`."""
        asked = await load_one(self.house, self.answer_id)
        channel = await self.house.direct(asked.question.asked_by)
        say = words_for(self.locale)
        told = shared(asked.answer, asked.question, asked.model, KEEP, say)
        if number == len(told):
            return []
        key = f"answer:{self.answer_id}" + (f":{number}" if number else "")
        return [channel, await self.house.post(key, channel, None, told[number])]

    async def apologise(self, error: TogiError) -> None:
        await keep_failure(self.house, self.answer_id, error)
        question = (await load_one(self.house, self.answer_id)).question
        say, again = words_for(self.locale), self.answer_id if error.may_pass else ""
        message = views.failed(say.error(error), say, again)
        try:
            is_told = await self.house.whisper(question.channel, question.asked_by, message)
        except SlackApiError:
            is_told = None
        if not is_told:
            await self.house.tell(question.asked_by, message)

    def keep_delivery(
        self, where: list[str], part: int, shown_to: str
    ) -> Callable[[AsyncSession], Coroutine[object, object, None]]:
        async def keep(session: AsyncSession) -> None:
            channel, ts = where
            await delivered(
                session,
                answer_id=self.answer_id,
                channel=channel,
                ts=ts,
                part=part,
                shown_to=shown_to,
            )

        return keep


def whispering(house: House) -> Flow[[str, str, str]]:
    """Declare the flow that answers one person alone: an answer's id, that person, their locale."""
    durable = house.durable

    @durable.flow("answer in private")
    async def answer_in_private(answer_id: str, person: str, locale: str) -> None:
        steps = Private(house, answer_id, locale)
        try:
            await durable.step("generate", steps.speak)
        except TogiError as error:
            await durable.patient_step("apologise", steps.apologise, error)
            return
        try:
            await show("whisper", steps.whisper, steps, person)
        except TogiError:  # not there, for whatever reason
            await show("send", steps.send, steps, person)

    async def show(
        name: str, part: Callable[[int], Awaitable[list[str]]], steps: Private, person: str
    ) -> None:
        """Part by part, each once, until there is none left."""
        number = 0
        while where := await durable.patient_step(name, part, number):
            await durable.transact("keep delivery", steps.keep_delivery(where, number, person))
            number += 1

    return answer_in_private
