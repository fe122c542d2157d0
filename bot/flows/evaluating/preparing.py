"""The contestants answer; then the card opens for votes, and who was chosen is told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import structlog

from bot.flows.answering.giving import give_all
from bot.flows.durable import Flow
from bot.flows.evaluating.batching import InBatches
from bot.flows.evaluating.contest import card_key, contest_of
from bot.flows.evaluating.posted import door_key, invitation_key
from bot.flows.house import House
from bot.flows.pace import Pace
from bot.flows.telling import retelling
from bot.locales import words_for
from bot.slack.members import members_of
from bot.views.evaluation import card as views
from core.errors import TogiError
from core.evaluation.runs.tables import Run, RunState
from core.evaluation.runs.voting import give_up, open_run
from core.evaluation.runs.ways import given, ways
from core.people import MAY, Action

AT_ONCE = 8  # as many as the trainer answers side by side


@dataclass(frozen=True, slots=True)
class Steps:
    """What it takes to open a run, each fit to be repeated."""

    house: House

    async def ways(self, run_id: str) -> list[list[str]]:
        """The ids of the answers to be given singly, then those of each batch."""
        has_batches = self.house.chat.profile.has_batches
        batch_from = self.house.settings.batch_from if has_batches else None
        async with self.house.database.reading() as session:
            return await ways(session, run_id, batch_from=batch_from)

    async def show_progress(
        self,
        run_id: str,
        done: int,
        total: int,
        *,
        is_batch: bool = False,
        left: float | None = None,
    ) -> None:
        contest = await contest_of(self.house, run_id)
        run = contest.state.run
        say = words_for(run.locale)
        message = views.preparing(contest, done, total, say, is_batch=is_batch, left=left)
        ts = await self.house.post(card_key(run_id), run.channel, None, message)
        await self.house.edit(run.channel, ts, message)

    async def give(self, answer_ids: list[str], told: Told) -> None:
        async with retelling(self.house, told.answer_by_answer):
            await give_all(self.house, answer_ids)

    async def open(self, run_id: str) -> None:
        async with self.house.database.transaction() as session:
            await open_run(session, run_id)
        contest = await contest_of(self.house, run_id)
        run = contest.state.run
        say = words_for(run.locale)
        message = views.open_for_votes(contest, say)
        ts = await self.house.post(card_key(run_id), run.channel, None, message)
        await self.house.edit(run.channel, ts, message)
        if run.votes_in_thread:
            here = views.vote_here(contest, say)
            await self.house.post(door_key(run_id), run.channel, ts, here)

    async def invited(self, run_id: str) -> list[str]:
        async with self.house.database.reading() as session:
            run = await session.get_one(Run, run_id)
        if run.invites_everybody:
            return await members_of(self.house.slack, run.channel)
        return run.raters

    async def invite(self, run_id: str, person: str) -> None:
        contest = await contest_of(self.house, run_id)
        if contest.state.run.state is not RunState.OPEN:
            return
        team = contest.state.run.team
        invited = await self.house.people.get(self.house.slack, team=team, user=person)
        if Action.RATE not in MAY[invited.role]:  # an app, or a guest
            return
        channel = await self.house.direct(person)
        message = views.invitation(contest, person, invited.say)
        await self.house.post(invitation_key(run_id, person), channel, None, message)

    async def give_up(self, run_id: str, error: TogiError) -> None:
        async with self.house.database.transaction() as session:
            await give_up(session, run_id, str(error))
        contest = await contest_of(self.house, run_id)
        run, say = contest.state.run, words_for(contest.state.run.locale)
        message = views.failed(contest, say.error(error), say)
        ts = await self.house.post(card_key(run_id), run.channel, None, message)
        await self.house.edit(run.channel, ts, message)


@dataclass(slots=True)
class Told:
    """How far the answers are, as the card says it."""

    steps: Steps
    run_id: str
    total: int
    done: int = 0
    seen: int = 0
    pace: Pace | None = None  # of those that are given one by one

    async def show(self, in_batches: int | None = None) -> None:
        """`in_batches` is how many more are done at the provider, while it is waited for."""
        show, done = self.steps.show_progress, self.done + (in_batches or 0)
        self.seen = done
        left = self.pace.left(done) if self.pace and in_batches is None else None
        act = partial(
            show, self.run_id, done, self.total, is_batch=in_batches is not None, left=left
        )
        await self.steps.house.durable.courtesy("progress", act)

    async def answer_by_answer(self) -> None:
        """Between two steps of the flow, too."""
        async with self.steps.house.database.reading() as session:
            done = await given(session, self.run_id)
        if done > self.seen:
            left = self.pace.left(done) if self.pace else None
            await self.steps.show_progress(self.run_id, done, self.total, left=left)
        self.seen = done


async def _give(steps: Steps, answer_ids: list[str], told: Told) -> None:
    """One by one, several at a time."""
    told.pace = Pace(told.total) if told.done + len(answer_ids) == told.total else None
    for start in range(0, len(answer_ids), AT_ONCE):
        several = answer_ids[start : start + AT_ONCE]
        await steps.house.durable.patient_step("generate", steps.give, several, told)
        told.done += len(several)
        await told.show()


def by_way(listed: list[list[str]] | list[str]) -> list[list[str]]:
    """As it is listed; before there were batches, one list of all ids was recorded."""
    ways_of = [one for one in listed if isinstance(one, list)]
    return ways_of or [[one for one in listed if isinstance(one, str)]]


def preparing(house: House, count: Flow[[str]]) -> Flow[[str]]:
    """Declare the flow: the id of a run whose answers have to be given.

    `count` looks whether anything is left to vote on at all.
    """
    durable, steps = house.durable, Steps(house)

    @durable.flow("evaluate")
    async def evaluate(run_id: str) -> None:
        in_batches = InBatches(house, run_id)
        try:
            singly, *batches = by_way(await durable.step("list", steps.ways, run_id))
            told = Told(steps, run_id, total=len(singly) + sum(map(len, batches)))
            await durable.patient_step("progress", steps.show_progress, run_id, 0, told.total)
            await _give(steps, singly, told)
            if batches:
                left = await in_batches.answer(batches, told.show)
                told.done = told.total - len(left)
                await _give(steps, left, told)
            await durable.patient_step("open", steps.open, run_id)
        except TogiError as error:
            await durable.patient_step("give up", steps.give_up, run_id, error)
            await in_batches.let_go()
            return
        await count(run_id)
        try:
            people = await durable.patient_step("raters", steps.invited, run_id)
        except TogiError as error:  # whoever wants to can still vote from the card
            structlog.get_logger().warning("nobody invited", run=run_id, reason=str(error))
            return
        for person in people:
            await durable.courtesy("invite", steps.invite, run_id, person)

    return evaluate
