"""The verdict on a run, from its votes and from what people rated."""

from __future__ import annotations

import asyncio

from bot.flows.house import House
from core.evaluation.runs.ballots import Ballots
from core.evaluation.runs.concluding import judgement
from core.evaluation.runs.rated import rated
from core.evaluation.verdicts.judging import Judgement


async def judged(house: House, state: Ballots, *, with_others: bool = False) -> Judgement:
    async with house.database.reading() as session:
        ratings = await rated(session, state)
    return await asyncio.to_thread(judgement, state, ratings, with_others=with_others)
