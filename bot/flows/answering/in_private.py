"""A question that one person asked alone: answered where only they see it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.answering.giving import generate, keep_failure, load_one
from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.views import answers as views
from bot.views.sharing import private_answer
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

    async def whisper(self) -> list[str]:
        """The channel and ts of the private answer: a direct message where nothing else works."""
        asked = await load_one(self.house, self.answer_id)
        answer, question, say = asked.answer, asked.question, words_for(self.locale)
        person, channel = question.asked_by, question.channel
        offered = private_answer(answer, question, asked.model, say)
        if ts := await self.house.whisper(channel, person, offered):
            return [channel, ts]
        return await self.send()

    async def send(self) -> list[str]:
        """The channel and ts of the answer as a direct message."""
        asked = await load_one(self.house, self.answer_id)
        channel = await self.house.direct(asked.question.asked_by)
        message = views.complete(asked.answer, asked.model, words_for(self.locale))
        return [channel, await self.house.post(f"answer:{self.answer_id}", channel, None, message)]

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
        self, channel: str, ts: str, shown_to: str
    ) -> Callable[[AsyncSession], Coroutine[object, object, None]]:
        async def keep(session: AsyncSession) -> None:
            await delivered(
                session, answer_id=self.answer_id, channel=channel, ts=ts, shown_to=shown_to
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
            channel, ts = await durable.patient_step("whisper", steps.whisper)
        except TogiError:  # not there, for whatever reason
            channel, ts = await durable.patient_step("send", steps.send)
        await durable.transact("keep delivery", steps.keep_delivery(channel, ts, person))

    return answer_in_private
