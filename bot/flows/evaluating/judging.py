"""The verdict on a run: worked out while people vote, kept once the voting is closed."""

from __future__ import annotations

import asyncio

from bot.flows.house import House
from core.evaluation.runs.ballots import Ballots, ballots
from core.evaluation.runs.concluded import Concluded, concluded, keep_verdict
from core.evaluation.runs.judgement import course, is_over, judgement
from core.evaluation.runs.rated import Rated, rated
from core.evaluation.runs.tables import RunState
from core.evaluation.runs.voting import close


async def judged(house: House, state: Ballots) -> Concluded:
    """What is known now of an open run, and what was told of a closed one."""
    run_id, is_closed = state.run.id, state.run.state is RunState.CLOSED
    async with house.database.reading() as session:
        if is_closed and (kept := await concluded(session, run_id)):
            return kept
        ratings = await rated(session, state)
    found = await _work_out(state, ratings, with_others=is_closed)
    if not is_closed:
        return found
    return await house.database.at_once(lambda session: keep_verdict(session, run_id, found))


async def close_if_over(house: House, run_id: str) -> bool:
    """Close a run whose verdict is in, and keep that very verdict; whether it is closed."""
    while True:
        async with house.database.reading() as session:
            state = await ballots(session, run_id)
            ratings = await rated(session, state)
        if state.run.state is not RunState.OPEN:
            return state.run.state is RunState.CLOSED
        if not await asyncio.to_thread(is_over, state, ratings):
            return False
        found = await _work_out(state, ratings, with_others=True)
        async with house.database.transaction() as session:
            if await close(session, run_id, judged=state.votes):
                await keep_verdict(session, run_id, found)


async def _work_out(state: Ballots, ratings: Rated, *, with_others: bool) -> Concluded:
    def work_out() -> Concluded:
        return Concluded(judgement(state, ratings, with_others=with_others), course(state))

    return await asyncio.to_thread(work_out)
