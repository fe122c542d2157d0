"""The verdict on a run: worked out while people vote, kept once the voting is closed."""

from __future__ import annotations

import asyncio

from bot.flows.house import House
from core.evaluation.runs.ballots import Ballots
from core.evaluation.runs.concluded import Concluded, conclude, concluded
from core.evaluation.runs.concluding import course, judgement
from core.evaluation.runs.rated import rated
from core.evaluation.runs.tables import RunState


async def judged(house: House, state: Ballots) -> Concluded:
    """What is known now of an open run, and what was told of a closed one."""
    run_id, is_closed = state.run.id, state.run.state is RunState.CLOSED
    async with house.database.reading() as session:
        if is_closed and (kept := await concluded(session, run_id)):
            return kept
        ratings = await rated(session, state)

    def work_out() -> Concluded:
        return Concluded(judgement(state, ratings, with_others=is_closed), course(state))

    found = await asyncio.to_thread(work_out)
    if not is_closed:
        return found
    return await house.database.at_once(lambda session: conclude(session, run_id, found))
