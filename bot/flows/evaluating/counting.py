"""After each vote the card says how far it is; once the verdict is in, the channel is told."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.flows.durable import Flow
from bot.flows.evaluating.contest import card_key, contest_of
from bot.flows.evaluating.judging import judged
from bot.flows.evaluating.measuring import show_side_by_side
from bot.flows.evaluating.picturing import Picturing
from bot.flows.house import House
from bot.locales import words_for
from bot.views.evaluation import card as views
from bot.views.evaluation.verdict_chart import Chart
from core.errors import TogiError
from core.evaluation.runs.ballots import ballots
from core.evaluation.runs.concluding import is_over
from core.evaluation.runs.rated import rated
from core.evaluation.runs.tables import RunState
from core.evaluation.runs.voting import close


@dataclass(frozen=True, slots=True)
class Steps:
    """What a vote leads to, each fit to be repeated."""

    house: House
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def close_if_over(self, run_id: str) -> bool:
        """Close a run whose verdict is in; whether it is closed."""
        async with self.house.database.reading() as session:
            state = await ballots(session, run_id)
            ratings = await rated(session, state)
        if state.run.state is not RunState.OPEN:
            return state.run.state is RunState.CLOSED
        if not await asyncio.to_thread(is_over, state, ratings):
            return False
        async with self.house.database.transaction() as session:
            await close(session, run_id)
        return True

    async def draw(self, run_id: str) -> None:
        """One at a time, each reading anew: what is drawn last is what stands."""
        async with self.drawing:
            contest = await contest_of(self.house, run_id)
            run, say = contest.state.run, words_for(contest.state.run.locale)
            is_closed = run.state is RunState.CLOSED
            draw = views.closed if is_closed else views.open_for_votes
            message = draw(contest, say)
            ts = await self.house.post(card_key(run_id), run.channel, None, message)
            await self.house.edit(run.channel, ts, message)

    async def announce(self, run_id: str, chart: Chart | None) -> str:
        """The verdict as a message of its own: the card may have scrolled away long ago."""
        contest = await contest_of(self.house, run_id)
        run, say = contest.state.run, words_for(contest.state.run.locale)
        found = (await judged(self.house, contest.state)).judgement
        message = views.verdict_card(contest, found, say, chart)
        return await self.house.post(f"verdict:{run_id}", run.channel, None, message)


def counting_votes(house: House) -> Flow[[str]]:
    """Declare the flow: the id of a run in which something happened."""
    durable, steps, picturing = house.durable, Steps(house), Picturing(house)

    async def announce(run_id: str) -> str:
        """With its picture, if that can be had: Slack may refuse one that it hasn't looked at."""
        if chart := await durable.courtesy("paint", picturing.paint, run_id):
            told = await durable.courtesy("announce", steps.announce, run_id, chart)
            if told:
                return told
        return await durable.patient_step("announce", steps.announce, run_id, None)

    @durable.flow("count votes")
    async def count(run_id: str) -> None:
        try:
            is_closed = await durable.patient_step("conclude", steps.close_if_over, run_id)
            await durable.courtesy("draw", steps.draw, run_id)
            if is_closed:
                ts = await announce(run_id)
                await durable.courtesy("measure", show_side_by_side, house, run_id, ts)
        except TogiError:
            return  # the card stays as it was; the next vote draws it anew

    return count
