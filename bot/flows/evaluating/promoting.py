"""After a verdict another model answers in a channel, or again the one before; it is told so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from bot.flows.durable import Flow
from bot.flows.evaluating.contest import load_contest
from bot.flows.evaluating.judging import judged
from bot.flows.evaluating.showing_verdicts import redraw_verdict
from bot.flows.home.tab import draw_home_of
from bot.flows.house import House
from bot.locales import words_for
from bot.views.blocks import escape, message
from bot.views.evaluation import decided as views
from core.errors import TogiError
from core.evaluation.runs.promoting import Grounds, named, promote, roll_back, undone_by
from core.evaluation.runs.tables import Change, Promotion, Run


class Decided(TypedDict):
    """Somebody's click: the winner of a run is promoted; without a run, the last one is undone."""

    run: str | None
    undoes: str | None  # a promotion, where its own button was clicked
    team: str
    channel: str
    person: str
    locale: str
    cause: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What a decision takes, each fit to be repeated."""

    house: House

    async def promote(self, decided: Decided, run_id: str) -> str:
        async with self.house.database.reading() as session:
            contest = await load_contest(session, run_id)
        run = contest.state.run
        in_use = await self.house.model_for(run.team, run.channel)
        found = (await judged(self.house, contest.state)).judgement
        grounds = Grounds(
            verdict=found.verdict.value, win_rate=found.win_rate, decisive=found.decisive
        )
        async with self.house.database.transaction() as session:
            kept = await promote(
                session,
                contest.state,
                grounds,
                in_use=in_use,
                person=decided["person"],
                cause=decided["cause"],
            )
            return kept.id

    async def roll_back(self, decided: Decided) -> str:
        async with self.house.database.transaction() as session:
            kept = await roll_back(
                session,
                team=decided["team"],
                channel=decided["channel"],
                person=decided["person"],
                cause=decided["cause"],
                promotion_id=decided["undoes"],
            )
            return kept.id

    async def announce(self, promotion_id: str, locale: str) -> None:
        async with self.house.database.reading() as session:
            decision = await named(session, await session.get_one(Promotion, promotion_id))
        kept, say = decision.kept, words_for(locale)
        is_new = kept.change is Change.PROMOTED
        told = views.promoted(decision, say) if is_new else views.rolled_back(decision, say)
        await self.house.post(_key(kept), kept.channel, None, told)
        await draw_home_of(self.house, kept.team, kept.by)

    async def redraw(self, promotion_id: str) -> None:
        """What stands above in the channel offers no longer what was decided by now."""
        async with self.house.database.reading() as session:
            kept = await session.get_one(Promotion, promotion_id)
            undone = await undone_by(session, kept) if kept.change is Change.ROLLED_BACK else None
            run = await session.get(Run, kept.run_id or "")
            decision = await named(session, undone) if undone else None
        if run is None:
            return
        if decision:
            told = views.taken_back(decision, kept, words_for(run.locale))
            ts = await self.house.post(_key(decision.kept), kept.channel, None, told)
            await self.house.edit(kept.channel, ts, told)
        await redraw_verdict(self.house, run.id)

    async def refuse(self, decided: Decided, error: TogiError) -> None:
        told = message(escape(words_for(decided["locale"]).error(error)))
        await self.house.whisper(decided["channel"], decided["person"], told)


def _key(kept: Promotion) -> str:
    return f"promotion:{kept.id}"


def promoting(house: House) -> Flow[[Decided]]:
    """Declare the flow."""
    durable, steps = house.durable, Steps(house)

    @durable.flow("decide")
    async def decide(decided: Decided) -> None:
        run_id = decided["run"]
        try:
            kept = (
                await durable.step("promote", steps.promote, decided, run_id)
                if run_id
                else await durable.step("roll back", steps.roll_back, decided)
            )
        except TogiError as error:
            await durable.patient_step("refuse", steps.refuse, decided, error)
            return
        await durable.patient_step("announce", steps.announce, kept, decided["locale"])
        await durable.courtesy("redraw", steps.redraw, kept)

    return decide
