"""Puts a question on record with the answer that it will get, and starts the flow that gives it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.bugs import reported
from bot.flows.all import Flows
from bot.flows.answering.sign import sign_early
from bot.flows.house import House
from bot.locales import words_for
from bot.slack.people import Known
from core.answers import Question, ask, begin_answer
from core.answers.waiting import answer_to, waiting
from core.channels import goes_to_canary, prompt_of, settings_of
from core.models import Model
from core.storage import utc_now

HEARD = "ask:"  # how the cause of a question begins that somebody wrote in a message
LOOKED_FOR = timedelta(minutes=1)
WAITS_AT_MOST = timedelta(days=1)  # less than the engine remembers a flow that came to its end


class Put(NamedTuple):
    """A question on record: the answer that it will get, in which language, by which model."""

    answer_id: str
    locale: str
    model: str


@dataclass(frozen=True, slots=True)
class Asking:
    house: House
    flows: Flows

    async def heard(self, question: Question, person: Known) -> None:
        """Keep what a message asks; it is taken up behind the acknowledgement.

        Where nobody knows yet who answers, that comes first: the provider may refuse to tell.
        """
        if not self.house.known_base:
            await self.publicly(question, person)
            return
        behind, database = self.house.behind, self.house.database
        async with behind.awaited(), self.house.durable.once(question.cause) as is_new:
            if is_new:
                kept, locale = await database.at_once(partial(self._keep, question, person))
                sign_early(self.house, kept, words_for(locale))
                behind.go_on(self._take_up(kept, person.person.locale))

    async def _keep(
        self, question: Question, person: Known, session: AsyncSession
    ) -> tuple[Question, str]:
        """The question on record, and the language of its place."""
        settings = await settings_of(session, team=question.team, channel=question.channel)
        return await ask(session, question), settings.locale or person.person.locale

    async def publicly(self, question: Question, person: Known, model: Model | None = None) -> None:
        """Answer in the question's thread; a delivery that comes again finds it begun."""
        async with self.house.durable.once(question.cause) as is_new:
            if is_new:
                await self._begin(await self._put(question, person.person.locale, model), question)

    async def privately(self, question: Question, person: Known) -> str:
        """Answer the one who asked, and nobody else; returns the title of the model."""
        put = await self._put(question, person.person.locale, None)
        await self.house.durable.start(
            question.cause, self.flows.answer_in_private, put.answer_id, person.id, put.locale
        )
        return put.model

    async def watch(self) -> None:
        """Take up what was kept when a process died or something failed: now, then every minute."""
        until = utc_now()
        while True:
            try:
                async with self.house.database.reading() as session:
                    questions = await waiting(session, HEARD, until - WAITS_AT_MOST, until)
            except Exception as error:  # noqa: BLE001 (a database that is away comes back)
                reported(error)
                questions = []
            for question in questions:
                await self._take_up_late(question)
            await asyncio.sleep(LOOKED_FOR.total_seconds())
            until = utc_now() - LOOKED_FOR  # younger ones are being taken up

    async def _take_up_late(self, question: Question) -> None:
        team, user = question.team, question.asked_by
        try:
            person = await self.house.people.get(self.house.slack, team=team, user=user)
            await self._take_up(question, person.person.locale)
        except Exception as error:  # noqa: BLE001 (the next one is not to blame; in a minute again)
            reported(error)

    async def _take_up(self, question: Question, locale: str) -> None:
        """Begin what was kept, as soon as nobody's question waits to be kept."""
        async with self.house.behind.turn():
            await self._begin(await self._put(question, locale, None), question)

    async def _begin(self, put: Put, question: Question) -> None:
        await self.house.durable.start(question.cause, self.flows.answer, put.answer_id, put.locale)

    async def _put(self, question: Question, locale: str, model: Model | None) -> Put:
        """On record in one transaction: what is asked, by whom and how it is answered.

        Without a `model` that somebody picked, the channel's own answers, or its canary.
        """
        team, channel, base = question.team, question.channel, self.house.known_base
        usual = model
        if not usual and not base:  # the provider has to be asked, which takes a while
            usual = await self.house.model_for(team, channel)

        async def keep(session: AsyncSession) -> Put:
            settings = await settings_of(session, team=team, channel=channel)
            spoken_in = settings.locale or locale
            kept = await ask(session, question)
            if begun := await answer_to(session, kept.id):
                serving = await session.get_one(Model, begun.model_id)
                return Put(begun.id, spoken_in, serving.title)
            serving = usual or await self.house.model_in(session, team, channel, base or "")
            is_canary = not model and goes_to_canary(settings, question.cause)
            if is_canary:
                serving = await session.get_one(Model, settings.canary_model_id)
            prompt = await prompt_of(session, settings)
            answer = await begin_answer(
                session, kept, serving, self.house.sampling, settings, prompt, is_canary=is_canary
            )
            return Put(answer.id, spoken_in, serving.title)

        return await self.house.database.at_once(keep)
