"""A model's answer where nobody watches: asked for once, and kept; or why there is none."""

from __future__ import annotations

from bot.flows.answering.context import Reply, load
from bot.flows.answering.speaking import Speech
from bot.flows.house import House
from core.answers import AnswerState, complete, fail
from core.errors import TogiError

GIVEN = {AnswerState.COMPLETE, AnswerState.STOPPED}


async def load_one(house: House, answer_id: str) -> Reply:
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
