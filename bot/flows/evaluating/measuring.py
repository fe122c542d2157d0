"""Below a verdict: what an answer of each contestant takes, and whether it says the same again."""

from __future__ import annotations

import asyncio

from bot.flows.evaluating.contest import contest_of
from bot.flows.evaluating.judging import judged
from bot.flows.house import House
from bot.locales import words_for
from bot.views.evaluation.side_by_side import side_by_side
from core.evaluation.runs.measuring import consistencies, measured


async def show_side_by_side(house: House, run_id: str, thread: str) -> None:
    contest = await contest_of(house, run_id)
    run = contest.state.run
    async with house.database.reading() as session:
        found = await measured(session, contest.state, house.prices)
    (verdict, _), same = await asyncio.gather(
        judged(house, contest.state), asyncio.to_thread(consistencies, found.takes)
    )
    message = side_by_side(contest, verdict, found.costs, same, words_for(run.locale))
    await house.post(f"costs:{run_id}", run.channel, thread, message)
