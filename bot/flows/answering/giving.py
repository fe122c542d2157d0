"""A model's answer where nobody watches: asked for once, and kept; or why there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.flows.answering.context import Reply, load
from bot.flows.answering.speaking import Speech
from bot.flows.house import House
from core.answers import AnswerState, complete, fail
from core.errors import TogiError
from core.providers import Passing

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


async def give_all(house: House, answer_ids: Sequence[str]) -> None:
    """Several answers at once; each comes to its end before a failure that may pass is told."""
    ends = await asyncio.gather(
        *(_give(house, answer_id) for answer_id in answer_ids), return_exceptions=True
    )
    for end in ends:
        if isinstance(end, BaseException):
            raise end


async def _give(house: House, answer_id: str) -> None:
    try:
        await generate(house, answer_id)
    except Passing:
        raise
    except TogiError as error:
        await keep_failure(house, answer_id, error)
