"""The contestants answer; then the card opens for votes, and who was chosen is told."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from bot.flows.answering.giving import give_all
from bot.flows.durable import Flow
from bot.flows.evaluating.contest import card_key, contest_of
from bot.flows.house import House
from bot.locales import words_for
from bot.slack.members import members_of
from bot.views.evaluation import card as views
from core.errors import TogiError
from core.evaluation.runs.tables import Run, RunAnswer
from core.evaluation.runs.voting import give_up, open_run
from core.people import MAY, Action

AT_ONCE = 8  # as many as the trainer answers side by side


@dataclass(frozen=True, slots=True)
class Steps:
    """What it takes to open a run, each fit to be repeated."""

    house: House

    async def answers(self, run_id: str) -> list[str]:
        """The ids of the answers to be given, question by question."""
        async with self.house.database.reading() as session:
            found = await session.exec(
                select(RunAnswer.answer_id)
                .where(RunAnswer.run_id == run_id)
                .order_by(col(RunAnswer.number), col(RunAnswer.take), col(RunAnswer.contestant_id))
            )
            return list(found)

    async def show_progress(self, run_id: str, done: int, total: int) -> None:
        contest = await contest_of(self.house, run_id)
        run = contest.state.run
        message = views.preparing(contest, done, total, words_for(run.locale))
        ts = await self.house.post(card_key(run_id), run.channel, None, message)
        await self.house.edit(run.channel, ts, message)

    async def give(self, answer_ids: list[str]) -> None:
        await give_all(self.house, answer_ids)

    async def open(self, run_id: str) -> None:
        async with self.house.database.transaction() as session:
            await open_run(session, run_id)
        contest = await contest_of(self.house, run_id)
        run = contest.state.run
        message = views.open_for_votes(contest, words_for(run.locale))
        ts = await self.house.post(card_key(run_id), run.channel, None, message)
        await self.house.edit(run.channel, ts, message)

    async def invited(self, run_id: str) -> list[str]:
        async with self.house.database.reading() as session:
            run = await session.get_one(Run, run_id)
        if run.invites_everybody:
            return await members_of(self.house.slack, run.channel)
        return run.raters

    async def invite(self, run_id: str, person: str) -> None:
        contest = await contest_of(self.house, run_id)
        team = contest.state.run.team
        invited = await self.house.people.get(self.house.slack, team=team, user=person)
        if Action.RATE not in MAY[invited.role]:  # an app, or a guest
            return
        channel = await self.house.direct(person)
        message = views.invitation(contest, invited.say)
        await self.house.post(f"invite:{run_id}:{person}", channel, None, message)

    async def give_up(self, run_id: str, error: TogiError) -> None:
        async with self.house.database.transaction() as session:
            await give_up(session, run_id, str(error))
        contest = await contest_of(self.house, run_id)
        run, say = contest.state.run, words_for(contest.state.run.locale)
        message = views.failed(contest, say.error(error), say)
        ts = await self.house.post(card_key(run_id), run.channel, None, message)
        await self.house.edit(run.channel, ts, message)


def preparing(house: House, count: Flow[[str]]) -> Flow[[str]]:
    """Declare the flow: the id of a run whose answers have to be given.

    `count` looks whether anything is left to vote on at all.
    """
    durable, steps = house.durable, Steps(house)

    @durable.flow("evaluate")
    async def evaluate(run_id: str) -> None:
        try:
            todo = await durable.step("list", steps.answers, run_id)
            await durable.patient_step("progress", steps.show_progress, run_id, 0, len(todo))
            for start in range(0, len(todo), AT_ONCE):
                batch = todo[start : start + AT_ONCE]
                await durable.patient_step("generate", steps.give, batch)
                done = start + len(batch)
                await durable.courtesy("progress", steps.show_progress, run_id, done, len(todo))
            await durable.patient_step("open", steps.open, run_id)
        except TogiError as error:
            await durable.patient_step("give up", steps.give_up, run_id, error)
            return
        await count(run_id)
        for person in await durable.courtesy("raters", steps.invited, run_id) or []:
            await durable.courtesy("invite", steps.invite, run_id, person)

    return evaluate
