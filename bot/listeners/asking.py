"""Puts a question on record with the answer that it will get, and starts the flow that gives it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flows.all import Flows
from bot.flows.house import House
from bot.slack.people import Known
from core.answers import Question, ask, begin_answer
from core.models import Model


@dataclass(frozen=True, slots=True)
class Asking:
    house: House
    flows: Flows

    async def publicly(self, question: Question, model: Model, person: Known) -> None:
        """Answer in the question's thread."""
        answer_id = await self._put(question, model)
        await self.house.durable.start(
            question.cause, self.flows.answer, answer_id, question.channel, person.person.locale
        )

    async def privately(self, question: Question, model: Model, person: Known) -> None:
        """Answer the one who asked, and nobody else."""
        answer_id = await self._put(question, model)
        await self.house.durable.start(
            question.cause,
            self.flows.answer_in_private,
            answer_id,
            person.id,
            person.person.locale,
        )

    async def _put(self, question: Question, model: Model) -> str:
        async with self.house.database.transaction() as session:
            kept = await ask(session, question)
            return (await begin_answer(session, kept, model, self.house.sampling)).id
