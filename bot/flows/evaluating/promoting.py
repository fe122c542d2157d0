"""After a verdict another model answers in a channel, or again the one before; it is told so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from bot.flows.durable import Flow
from bot.flows.evaluating.contest import load_contest
from bot.flows.evaluating.judging import judged
from bot.flows.home_tab import draw_home_of
from bot.flows.house import House
from bot.locales import words_for
from bot.views.blocks import escape, message
from bot.views.evaluation import card as views
from core.errors import TogiError
from core.evaluation.runs.promoting import Grounds, promote, roll_back
from core.evaluation.runs.tables import Change, Promotion
from core.models import Model


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
            kept = await session.get_one(Promotion, promotion_id)
            model = await session.get_one(Model, kept.model_id)
            before = await session.get_one(Model, kept.previous_model_id)
        say = words_for(locale)
        if kept.change is Change.PROMOTED:
            told = views.promoted(kept, model.title, before.title, say)
        else:
            told = views.rolled_back(model.title, kept.by, say)
        await self.house.post(f"promotion:{promotion_id}", kept.channel, None, told)
        await draw_home_of(self.house, kept.team, kept.by)

    async def refuse(self, decided: Decided, error: TogiError) -> None:
        told = message(escape(words_for(decided["locale"]).error(error)))
        await self.house.whisper(decided["channel"], decided["person"], told)


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

    return decide
