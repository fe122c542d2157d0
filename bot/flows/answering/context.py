"""What a model is given to answer a question: the thread so far, files, the question."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.house import House
from core.answers import Answer, Question, transcript
from core.models import Model
from core.providers import Turn


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer to be given, to which question, by which model."""

    answer: Answer
    question: Question
    model: Model


async def load(session: AsyncSession, answer_id: str) -> Asked:
    answer = await session.get_one(Answer, answer_id)
    question = await session.get_one(Question, answer.question_id)
    return Asked(answer, question, await session.get_one(Model, answer.model_id))


async def turns_for(house: House, asked: Asked) -> list[Turn]:
    """The conversation as the provider takes it, ending with the question."""
    async with house.database.reading() as session:
        return await transcript(session, asked.question, asked.answer)
