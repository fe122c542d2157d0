"""What waits for somebody: answers, votes, contradictions, trainings to look after."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, AnswerState, Delivery, Question, of_people
from core.channels import ChannelSettings, Serving
from core.datasets import Dataset, Version
from core.datasets.consulting.deciding import standing
from core.datasets.consulting.tables import Consultation
from core.evaluation.runs.ballots import ballots
from core.evaluation.runs.tables import Promotion, Run, RunState
from core.models import Model
from core.ratings import Rating
from core.storage import utc_now
from core.tuning import Job, JobState, list_jobs

SHOWN = 3
LOOKED_AT = 20
WAITS = timedelta(days=14)  # what is older is waited for no longer


class Unrated(NamedTuple):
    """An answer to somebody's own question that they have not rated."""

    answer_id: str
    question: str
    model: str
    channel: str
    ts: str
    only_theirs: bool  # nobody else was shown it, so no link leads there


class Undecided(NamedTuple):
    """Contradictions that people were shown in a channel and that nobody has decided."""

    consultation: str
    dataset: str
    channel: str
    questions: int
    since: datetime


class Voting(NamedTuple):
    """A comparison that is open for somebody's votes, as far as it has come."""

    run_id: str
    channel: str
    questions: int


class Ended(NamedTuple):
    """A training that failed, or whose model nobody has let answer anywhere."""

    job: Job
    version_number: int
    dataset_id: str
    model: Model | None


async def unrated(session: AsyncSession, *, team: str, person: str) -> list[Unrated]:
    """The newest few, where ratings are asked for; each once, however often it was shown."""
    rated = sa.exists().where(col(Rating.answer_id) == Answer.id, col(Rating.rater) == person)
    rows = await session.exec(
        select(Answer, Question, Delivery, Model.title)
        .join(Question, col(Answer.question_id) == Question.id)
        .join(Delivery, col(Delivery.answer_id) == Answer.id)
        .join(Model, col(Answer.model_id) == Model.id)
        .where(
            Question.team == team,
            Question.asked_by == person,
            of_people(),
            Answer.state == AnswerState.COMPLETE,
            col(Answer.asks_ratings),
            col(Answer.created_at) > utc_now() - WAITS,
            sa.or_(col(Delivery.shown_to).is_(None), col(Delivery.shown_to) == person),
            ~rated,
        )
        .order_by(col(Answer.created_at).desc(), col(Delivery.created_at))
        .limit(LOOKED_AT)
    )
    found: dict[str, Unrated] = {}
    for answer, question, delivery, title in rows:
        one = Unrated(
            answer_id=answer.id,
            question=question.text,
            model=title,
            channel=delivery.channel,
            ts=delivery.ts,
            only_theirs=delivery.shown_to is not None,
        )
        found.setdefault(answer.id, one)
    return list(found.values())[:SHOWN]


async def undecided(session: AsyncSession, *, team: str) -> list[Undecided]:
    """Of data that is nobody's secret: what stands open in which channel, newest first."""
    rows = await session.exec(
        select(Consultation, Dataset.name)
        .join(Version, col(Consultation.version_id) == Version.id)
        .join(Dataset, col(Version.dataset_id) == Dataset.id)
        .where(
            Consultation.team == team,
            col(Consultation.closed_at).is_(None),
            Consultation.posted > 0,
            col(Dataset.private_to).is_(None),
        )
        .order_by(col(Consultation.at).desc())
        .limit(LOOKED_AT)
    )
    found = []
    for one, name in rows:
        asked = one.findings[: one.posted]
        left = len(asked) - len(await standing(session, one.version_id, asked))
        if left > 0:
            found.append(Undecided(one.id, name, one.channel, left, one.at))
    return found


async def votings(session: AsyncSession, *, team: str, person: str) -> list[Voting]:
    """What `person` may vote on and has not seen whole, newest first."""
    found = await session.exec(
        select(Run)
        .where(
            Run.team == team,
            Run.state == RunState.OPEN,
            col(Run.private_to).is_(None),
            col(Run.created_at) > utc_now() - WAITS,
        )
        .order_by(col(Run.created_at).desc())
        .limit(SHOWN)
    )
    open_to_them = []
    for run in found.all():
        if run.raters and person not in run.raters:
            continue
        state = await ballots(session, run.id)
        if left := state.left_for(person):
            open_to_them.append(Voting(run.id, run.channel, len(left)))
    return open_to_them


async def ended_unused(session: AsyncSession, *, team: str, channel: str) -> list[Ended]:
    """Of each data set the newest training, if it failed or its model serves nowhere."""
    newest: dict[str, Job] = {}
    for job in await list_jobs(session, team=team, channel=channel):
        if job.share == 1:  # the others were trained to be compared
            newest.setdefault(job.dataset_name, job)
    found = []
    for job in newest.values():
        if job.state not in {JobState.FAILED, JobState.SUCCEEDED}:
            continue
        if (job.finished_at or job.created_at) < utc_now() - WAITS:
            continue
        model = (await session.exec(select(Model).where(Model.job_id == job.id))).first()
        if model and await _is_used(session, model):
            continue
        if job.state is JobState.SUCCEEDED and model is None:
            continue  # its provider doesn't serve it by itself; the announcement says so
        version = await session.get_one(Version, job.version_id)
        found.append(Ended(job, version.number, version.dataset_id, model))
    return found[:SHOWN]


async def _is_used(session: AsyncSession, model: Model) -> bool:
    serves = sa.exists().where(col(Serving.model_id) == model.id)
    is_canary = sa.exists().where(col(ChannelSettings.canary_model_id) == model.id)
    was_promoted = sa.exists().where(col(Promotion.model_id) == model.id)  # and taken back since
    return bool((await session.exec(select(sa.or_(serves, is_canary, was_promoted)))).one())
