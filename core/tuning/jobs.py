"""What people do with training jobs, and what is learnt of one while it runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.tables import Dataset, Version
from core.errors import TogiError
from core.providers import LossReport, RemoteJob
from core.storage import find, keep_once, utc_now
from core.storage.visibility import seen_from
from core.tuning.states import JobState, state_after
from core.tuning.tables import Job, LossPoint


class JobNotRunning(TogiError):
    template: ClassVar[str] = "{job} is not running, so there is nothing to cancel."


async def request(
    session: AsyncSession,
    *,
    cause: str,
    dataset: Dataset,
    version: Version,
    provider: str,
    base_model: str,
    epochs: int | None,
    channel: str,
    person: str,
    share: float = 1.0,
) -> Job:
    """Write down that a training is wanted; the same cause asks for the same job."""
    job = Job(
        team=dataset.team,
        cause=cause,
        version_id=version.id,
        dataset_name=dataset.name,
        provider=provider,
        base_model=base_model,
        epochs=epochs,
        share=share,
        channel=channel,
        private_to=dataset.private_to,
        requested_by=person,
    )
    return await keep_once(session, job, col(Job.cause) == cause)


async def list_jobs(session: AsyncSession, *, team: str, channel: str) -> list[Job]:
    """The jobs that may be shown in `channel`, newest first."""
    jobs = await session.exec(
        select(Job)
        .where(Job.team == team, seen_from(col(Job.private_to), channel))
        .order_by(col(Job.created_at).desc())
    )
    return list(jobs)


async def find_job(session: AsyncSession, *, team: str, channel: str, typed: str) -> Job:
    return find(typed, await list_jobs(session, team=team, channel=channel))


async def follow(
    session: AsyncSession, job: Job, remote: RemoteJob, losses: Sequence[LossReport]
) -> None:
    """Take over what the provider reports of a job."""
    for report in losses:
        await _keep(session, job.id, report)
        job.total_steps = report.total_steps or job.total_steps
    if job.state.is_final and job.state != remote.status:
        return
    job.state = state_after(job.state, remote.status)
    job.remote_model = remote.model or job.remote_model
    job.trained_tokens = remote.trained_tokens
    job.estimated_finish_at = remote.estimated_finish_at
    job.failure = remote.failure
    if job.state is JobState.RUNNING:
        job.started_at = job.started_at or utc_now()
    if job.state.is_final:
        job.finished_at = job.finished_at or utc_now()
    session.add(job)


async def close(
    session: AsyncSession, job: Job, state: JobState, failure: str | None = None
) -> None:
    """End a job by our own decision, without a word from the provider."""
    if job.state.is_final:
        return
    job.state, job.failure, job.finished_at = state, failure, utc_now()
    session.add(job)


async def _keep(session: AsyncSession, job_id: str, report: LossReport) -> None:
    """Keep what a report says of a step, beside what earlier ones said."""
    point = await session.get(LossPoint, (job_id, report.step))
    point = point or LossPoint(job_id=job_id, step=report.step)
    if report.train_loss is not None:
        point.train_loss = report.train_loss
    if report.validation_loss is not None:
        point.validation_loss = report.validation_loss
    session.add(point)


async def loss_curve(session: AsyncSession, job_id: str) -> list[LossPoint]:
    points = await session.exec(
        select(LossPoint).where(LossPoint.job_id == job_id).order_by(col(LossPoint.step))
    )
    return list(points)


async def steps_done(session: AsyncSession, job_id: str) -> int:
    """The last step whose loss is known; 0 before the first."""
    last = await session.exec(select(func.max(LossPoint.step)).where(LossPoint.job_id == job_id))
    return last.one() or 0
