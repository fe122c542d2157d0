"""A comparison begun anew: the same contest, what people asked since, the newest model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.channels import prompt_of, settings_of
from core.datasets import Version
from core.evaluation.runs.planning import Entrant, Plan, begin
from core.evaluation.runs.tables import Contestant, Run, Schedule
from core.models import Model
from core.providers import Sampling
from core.storage import utc_now
from core.tuning import Job


def repeated(run: Run, *, questions: int, takes: int, every_days: int) -> Schedule:
    due_on = run.created_at.date() + timedelta(days=every_days)
    return Schedule(
        run_id=run.id, questions=questions, takes=takes, every_days=every_days, due_on=due_on
    )


async def due(session: AsyncSession, today: date) -> Sequence[str]:
    """The ids of the schedules whose day has come; a day that was missed is made up for once."""
    found = await session.exec(
        select(Schedule.id).where(col(Schedule.due_on) <= today, col(Schedule.ended_at).is_(None))
    )
    return found.all()


async def schedule_of(session: AsyncSession, run_id: str) -> Schedule | None:
    """The schedule that goes on after a run."""
    found = await session.exec(
        select(Schedule).where(Schedule.run_id == run_id, col(Schedule.ended_at).is_(None))
    )
    return found.first()


async def repeat(session: AsyncSession, schedule_id: str, today: date, sampling: Sampling) -> Run:
    """Begin the run of a day; that of the same day is the same run.

    Raises:
        NothingToAsk: when nobody asked anything since the last one.
    """
    schedule = await session.get_one(Schedule, schedule_id, with_for_update=True)
    cause = f"schedule:{schedule.id}:{today}"
    before = (await session.exec(select(Run).where(Run.cause == cause))).first()
    if before:
        return before
    last = await session.get_one(Run, schedule.run_id)
    settings = await settings_of(session, team=last.team, channel=last.channel)
    entrants = await _entrants(session, last)
    run = Run(
        team=last.team,
        cause=cause,
        channel=last.channel,
        private_to=last.private_to,
        started_by=last.started_by,
        locale=last.locale,
        version_id=await _version_of(session, entrants[1].model) if last.version_id else None,
        votes_wanted=last.votes_wanted,
        raters=last.raters,
        invites_everybody=last.invites_everybody,
        votes_in_thread=last.votes_in_thread,
    )
    plan = Plan(
        run=run,
        entrants=entrants,
        questions=schedule.questions,
        takes=schedule.takes,
        sampling=sampling,
        settings=settings,
        prompt=await prompt_of(session, settings),
        since=last.created_at,
    )
    begun = await begin(session, plan)
    schedule.run_id = begun.id
    _put_off(session, schedule, today)
    return begun


async def postpone(session: AsyncSession, schedule_id: str, today: date) -> Run:
    """Pass over a day on which there is nothing to compare; returns the last run."""
    schedule = await session.get_one(Schedule, schedule_id, with_for_update=True)
    _put_off(session, schedule, today)
    return await session.get_one(Run, schedule.run_id)


def _put_off(session: AsyncSession, schedule: Schedule, today: date) -> None:
    schedule.due_on = today + timedelta(days=schedule.every_days)
    session.add(schedule)


async def end(session: AsyncSession, schedule_id: str, person: str) -> Run | None:
    """Repeat it no more; None where somebody ended it before."""
    schedule = await session.get_one(Schedule, schedule_id, with_for_update=True)
    if schedule.ended_at:
        return None
    schedule.ended_at, schedule.ended_by = utc_now(), person
    session.add(schedule)
    return await session.get_one(Run, schedule.run_id)


async def _entrants(session: AsyncSession, last: Run) -> list[Entrant]:
    """Those of the last time, with the newest model of the same data set for the new one."""
    contestants = await session.exec(
        select(Contestant).where(Contestant.run_id == last.id).order_by(col(Contestant.number))
    )
    entrants = [
        Entrant(await session.get_one(Model, one.model_id), one.system_prompt)
        for one in contestants
    ]
    newest = await _newest(session, entrants[1].model)
    if newest.id not in {one.model.id for one in entrants}:
        entrants[1] = Entrant(newest)
    return entrants


async def _newest(session: AsyncSession, model: Model) -> Model:
    if model.is_base:
        return model
    version = await session.get_one(Version, await _version_of(session, model))
    found = await session.exec(
        select(Model)
        .join(Job, col(Model.job_id) == Job.id)
        .join(Version, col(Job.version_id) == Version.id)
        .where(Version.dataset_id == version.dataset_id, Model.share == 1)
        .order_by(col(Model.created_at).desc())
        .limit(1)
    )
    return found.first() or model  # what learnt from a part of the rows enters only by choice


async def _version_of(session: AsyncSession, model: Model) -> str:
    return (await session.get_one(Job, model.job_id)).version_id
