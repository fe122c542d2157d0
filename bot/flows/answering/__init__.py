"""A question becomes an answer: spoken by a model, kept, and shown where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.answering.context import Asked, load
from bot.flows.answering.growing import Growing, Live
from bot.flows.answering.speaking import Speech
from bot.flows.answering.stops import Stops
from bot.flows.durable import Flow
from bot.flows.house import House
from bot.flows.reminding import remind
from bot.locales import words_for
from bot.views import answers as views
from bot.views.sharing import private_answer
from core.answers import AnswerState, complete, delivered, fail, stopped
from core.errors import TogiError

GIVEN = {AnswerState.COMPLETE, AnswerState.STOPPED}


async def load_one(house: House, answer_id: str) -> Asked:
    async with house.database.reading() as session:
        return await load(session, answer_id)


async def generate(house: House, answer_id: str) -> None:
    """Let the model answer where nobody watches; what is kept is not asked for again."""
    asked = await load_one(house, answer_id)
    if asked.answer.state in GIVEN:
        return
    spoken = await Speech(house, asked, heard=lambda _text: None).speak()
    async with house.database.transaction() as session:
        await complete(session, answer_id, spoken)


async def keep_failure(house: House, answer_id: str, error: TogiError) -> None:
    async with house.database.transaction() as session:
        await fail(session, answer_id, str(error))


@dataclass(frozen=True, slots=True)
class Steps:
    """What answering in a thread takes, each fit to be repeated."""

    house: House
    stops: Stops
    live: Live = field(default_factory=dict)

    async def speak(self, answer_id: str, locale: str) -> None:
        """Let the model answer in sight of everybody, and keep what it said."""
        asked = await load_one(self.house, answer_id)
        if asked.answer.state in GIVEN:
            return
        growing = self._growing(asked, locale)
        await growing.begin()
        try:
            speech = Speech(self.house, asked, growing.say)
            async with self.stops.heard(answer_id) as stop:
                spoken = await speech.speak(stop)
        finally:
            await growing.pause()
        async with self.house.database.transaction() as session:
            if speech.was_stopped:
                await stopped(session, answer_id, spoken.text)
            else:
                await complete(session, answer_id, spoken)

    async def show(self, answer_id: str, locale: str) -> None:
        asked = await load_one(self.house, answer_id)
        await self._growing(asked, locale).finish(asked)
        del self.live[answer_id]
        await remind(self.house, asked, locale)

    async def apologise(self, answer_id: str, locale: str, error: TogiError) -> None:
        """Say in the answer's place why there is none."""
        await keep_failure(self.house, answer_id, error)
        asked = await load_one(self.house, answer_id)
        await self._growing(asked, locale).apologise(error)
        del self.live[answer_id]

    async def say_directly(self, answer_id: str, locale: str, error: TogiError) -> None:
        """Where nothing can be shown in the thread, tell the one who asked, with the answer."""
        structlog.get_logger().warning("answer not shown", answer=answer_id, reason=str(error))
        self.live.pop(answer_id, None)
        asked, say = await load_one(self.house, answer_id), words_for(locale)
        message = views.elsewhere(asked.answer, asked.question.channel, say.error(error), say)
        await self.house.tell(asked.question.asked_by, message)

    def _growing(self, asked: Asked, locale: str) -> Growing:
        """The answer as this process knows it; after a crash, as it finds it."""
        answer_id = asked.answer.id
        if answer_id not in self.live:
            self.live[answer_id] = Growing(self.house, asked, locale, self.live)
        return self.live[answer_id]


def answering(house: House) -> Flow[[str, str]]:
    """Declare the flow: an answer's id, and the language of the place."""
    durable, steps = house.durable, Steps(house, Stops(house.database))

    @durable.flow("answer")
    async def answer(answer_id: str, locale: str) -> None:
        try:
            await speak_and_show(answer_id, locale)
        except TogiError as error:
            await durable.courtesy("say directly", steps.say_directly, answer_id, locale, error)

    async def speak_and_show(answer_id: str, locale: str) -> None:
        try:
            await durable.step("speak", steps.speak, answer_id, locale)
        except TogiError as error:
            await durable.patient_step("apologise", steps.apologise, answer_id, locale, error)
        else:
            await durable.patient_step("show", steps.show, answer_id, locale)

    return answer


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
        channel, message = await self.house.direct(person), views.complete(answer, asked.model, say)
        return [channel, await self.house.post(f"answer:{self.answer_id}", channel, None, message)]

    async def apologise(self, error: TogiError) -> None:
        await keep_failure(self.house, self.answer_id, error)
        question, say = (
            (await load_one(self.house, self.answer_id)).question,
            words_for(self.locale),
        )
        message = views.failed(say.error(error), say)
        if not await self.house.whisper(question.channel, question.asked_by, message):
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
        channel, ts = await durable.patient_step("whisper", steps.whisper)
        await durable.transact("keep delivery", steps.keep_delivery(channel, ts, person))

    return answer_in_private
