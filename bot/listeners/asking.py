"""Puts a question on record with the answer that it will get, and starts the flow that gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.all import Flows
from bot.flows.house import House
from bot.slack.people import Known
from core.answers import Question, ask, begin_answer
from core.channels import goes_to_canary, prompt_of, settings_of
from core.models import Model


class Put(NamedTuple):
    """A question on record: the answer that it will get, in which language, by which model."""

    answer_id: str
    locale: str
    model: str


@dataclass(frozen=True, slots=True)
class Asking:
    house: House
    flows: Flows

    async def publicly(self, question: Question, person: Known, model: Model | None = None) -> None:
        """Answer in the question's thread; a delivery that comes again finds it begun."""
        durable = self.house.durable
        async with durable.once(question.cause) as is_new:
            if is_new:
                put = await self._put(question, person, model)
                await durable.start(question.cause, self.flows.answer, put.answer_id, put.locale)

    async def privately(self, question: Question, person: Known) -> str:
        """Answer the one who asked, and nobody else; returns the title of the model."""
        put = await self._put(question, person, None)
        await self.house.durable.start(
            question.cause, self.flows.answer_in_private, put.answer_id, person.id, put.locale
        )
        return put.model

    async def _put(self, question: Question, person: Known, model: Model | None) -> Put:
        """On record in one transaction: what is asked, by whom and how it is answered.

        Without a `model` that somebody picked, the channel's own answers, or its canary.
        """
        team, channel, base = question.team, question.channel, self.house.known_base
        usual = model
        if not usual and not base:  # the provider has to be asked, which takes a while
            usual = await self.house.model_for(team, channel)

        async def keep(session: AsyncSession) -> Put:
            serving = usual or await self.house.model_in(session, team, channel, base or "")
            settings = await settings_of(session, team=team, channel=channel)
            is_canary = not model and goes_to_canary(settings, question.cause)
            if is_canary:
                serving = await session.get_one(Model, settings.canary_model_id)
            kept = await ask(session, question)
            prompt = await prompt_of(session, settings)
            answer = await begin_answer(
                session, kept, serving, self.house.sampling, settings, prompt, is_canary=is_canary
            )
            return Put(answer.id, settings.locale or person.person.locale, serving.title)

        return await self.house.database.at_once(keep)
