"""After each vote the card says how far it is; once the verdict is in, the channel is told."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flows.durable import Flow
from bot.flows.evaluating.contest import card_key, contest_of
from bot.flows.evaluating.ending import ending
from bot.flows.evaluating.judging import close_if_over
from bot.flows.evaluating.measuring import show_side_by_side
from bot.flows.evaluating.picturing import paint
from bot.flows.evaluating.showing_verdicts import post_verdict, redraw_verdict
from bot.flows.house import House
from bot.locales import words_for
from bot.views.evaluation import card as views
from core.errors import TogiError
from core.evaluation.runs.tables import RunState


@dataclass(frozen=True, slots=True)
class Steps:
    """What a vote leads to, each fit to be repeated."""

    house: House

    async def draw(self, run_id: str) -> None:
        """One at a time, each reading anew: what is drawn last is what stands.

        Votes that come while Slack takes no more edits are one drawing, which nothing waits behind.
        """
        async with self.house.posting.unless_awaited(f"draw:{run_id}") as is_due:
            if not is_due:
                return
            contest = await contest_of(self.house, run_id)
            run, say = contest.state.run, words_for(contest.state.run.locale)
            is_closed = run.state is RunState.CLOSED
            draw = views.closed if is_closed else views.open_for_votes
            message = draw(contest, say)
            ts = await self.house.post(card_key(run_id), run.channel, None, message)
            await self.house.edit(run.channel, ts, message)


def counting_votes(house: House) -> Flow[[str]]:
    """Declare the flow: the id of a run in which something happened."""
    durable, steps, tell_voters = house.durable, Steps(house), ending(house)

    async def tell(run_id: str) -> None:
        """The result at once; its picture and what answers take follow, as they take a while."""
        ts = await durable.patient_step("announce", post_verdict, house, run_id)
        await durable.courtesy("draw", steps.draw, run_id)
        await durable.start(f"ended:{run_id}", tell_voters, run_id)
        if await durable.courtesy("paint", paint, house, run_id):
            await durable.courtesy("show picture", redraw_verdict, house, run_id)
        await durable.courtesy("measure", show_side_by_side, house, run_id, ts)

    @durable.flow("count votes")
    async def count(run_id: str) -> None:
        try:
            if await durable.patient_step("conclude", close_if_over, house, run_id):
                await tell(run_id)
            else:
                await durable.courtesy("draw", steps.draw, run_id)
        except TogiError:
            return  # the card stays as it was; the next vote draws it anew

    return count
