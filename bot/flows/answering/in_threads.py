"""A question in a thread becomes an answer there: spoken by a model, kept, and shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import structlog

from bot.flows.answering.context import Reply
from bot.flows.answering.giving import GIVEN, keep_failure, load_one
from bot.flows.answering.growing import Growing, Live
from bot.flows.answering.speaking import Speech
from bot.flows.answering.stops import Stops
from bot.flows.durable import Flow
from bot.flows.home.tab import draw_home_soon
from bot.flows.house import House
from bot.flows.ratings.reminding import remind
from bot.locales import words_for
from bot.views.answers import answer as views
from core.answers import complete, keep_words, stopped
from core.errors import TogiError


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
            async with self.stops.heard(answer_id) as stop, self._words_kept(speech):
                spoken = await speech.speak(stop)
            await self.house.database.at_once(
                lambda session: (
                    stopped(session, answer_id, spoken.text)
                    if speech.was_stopped
                    else complete(session, answer_id, spoken)
                )
            )
        finally:
            await growing.pause()

    async def show(self, answer_id: str, locale: str) -> None:
        asked = await load_one(self.house, answer_id)
        await self._growing(asked, locale).finish(asked)
        del self.live[answer_id]
        draw_home_soon(self.house, asked.question.team, asked.question.asked_by)

    async def remind(self, answer_id: str, locale: str) -> None:
        await remind(self.house, await load_one(self.house, answer_id), locale)

    async def apologise(self, answer_id: str, locale: str, error: TogiError) -> None:
        """Say why there is no answer, or no more of it."""
        await keep_failure(self.house, answer_id, error)
        asked = await load_one(self.house, answer_id)
        await self._growing(asked, locale).apologise(asked, error)
        del self.live[answer_id]

    async def say_directly(self, answer_id: str, locale: str, error: TogiError) -> None:
        """Where nothing can be shown in the thread, tell the one who asked, with the answer."""
        structlog.get_logger().warning("answer not shown", answer=answer_id, reason=str(error))
        self.live.pop(answer_id, None)
        asked, say = await load_one(self.house, answer_id), words_for(locale)
        channel, reason = await self.house.direct(asked.question.asked_by), say.error(error)
        messages = views.elsewhere(asked.answer, asked.question.channel, reason, say)
        for number, message in enumerate(messages):
            await self.house.post(f"direct:{answer_id}:{number}", channel, None, message)

    @asynccontextmanager
    async def _words_kept(self, speech: Speech) -> AsyncIterator[None]:
        """What people saw before it broke off is not taken from them."""
        try:
            yield
        except Exception:
            async with self.house.database.transaction() as session:
                await keep_words(session, speech.asked.answer.id, speech.text.strip())
            raise

    def _growing(self, asked: Reply, locale: str) -> Growing:
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
            with suppress(TogiError):  # it is in the log by then
                await durable.patient_step(
                    "say directly", steps.say_directly, answer_id, locale, error
                )

    async def speak_and_show(answer_id: str, locale: str) -> None:
        try:
            await durable.step("speak", steps.speak, answer_id, locale)
        except TogiError as error:
            await durable.patient_step("apologise", steps.apologise, answer_id, locale, error)
        else:
            await durable.patient_step("show", steps.show, answer_id, locale)
            await durable.courtesy("remind", steps.remind, answer_id, locale)

    return answer
