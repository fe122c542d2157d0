"""What a training made becomes the team's model: the step that did best on the validation rows."""

from __future__ import annotations

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.house import House
from core.errors import TogiError
from core.models import register_tuned
from core.tuning import Best, Job, JobState, best_checkpoint


async def register(house: House, job_id: str) -> bool:
    """Register what a job made, if anything; whether it is an earlier step than the last.

    Part of a flow, so only steps act. Where no checkpoints can be had, it is the last step.
    """
    durable = house.durable

    async def choose() -> Best | None:
        async with house.database.reading() as session:
            job = await session.get_one(Job, job_id)
        if job.state is not JobState.SUCCEEDED or not job.remote_id or not job.validation_file:
            return None
        checkpoints = await house.training.checkpoints(job.remote_id)
        return best_checkpoint(checkpoints, job.total_steps)

    best: Best | None = None
    try:
        best = await durable.unhurried_step("choose checkpoint", choose)
    except TogiError as error:
        log = structlog.get_logger()
        log.warning("no checkpoints, the last step is taken", job=job_id, reason=str(error))

    async def keep(session: AsyncSession) -> bool:
        job = await session.get_one(Job, job_id)
        if job.state is not JobState.SUCCEEDED or not job.remote_model:
            return False
        if best:
            job.total_steps = best["last_step"]
            session.add(job)
        return (await register_tuned(session, job, job.remote_model, best)).step is not None

    return await durable.transact("register", keep)
