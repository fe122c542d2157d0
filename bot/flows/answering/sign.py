"""The first sign that a question was heard: once, behind its acknowledgement or by its flow."""

from __future__ import annotations

import asyncio

from bot.flows.house import House
from bot.locales import Words
from bot.slack.streaming import Thread, attempt
from bot.views.answers import answer as views
from core.answers import Question


def thread_of(house: House, question: Question) -> Thread:
    return Thread(
        house.passing, question.team, question.channel, question.thread, question.asked_by
    )


async def sign(house: House, question: Question, say: Words) -> bool:
    """Show below the thread that it is being thought about; False where Slack doesn't."""
    if not house.budgets.signs.take():
        return False
    status = thread_of(house, question).say_status(views.thinking(say))
    return bool((await attempt(status)).value)


def sign_early(house: House, question: Question, say: Words) -> None:
    """Let the sign go out before there is an answer that could give it."""

    async def once_calm() -> bool:
        await house.behind.calm()
        return await sign(house, question, say)

    house.signs[question.id] = asyncio.create_task(once_calm())


async def signed(house: House, question: Question, say: Words) -> bool:
    """Whether a question has its sign, given now if nobody has begun to."""
    early = house.signs.pop(question.id, None)
    return await early if early else await sign(house, question, say)
