"""How far a training is, as its card shows it."""

from __future__ import annotations

from bot.flows.house import House
from bot.views.training.jobs import Expected, Progress
from core.models import model_of_job
from core.storage import utc_now
from core.tuning import Job, loss_curve


async def progress_of(
    house: House,
    job_id: str,
    picture: str | None = None,
    expected: Expected | None = None,
) -> tuple[Job, Progress]:
    async with house.database.reading() as session:
        job = await session.get_one(Job, job_id)
        losses = await loss_curve(session, job_id)
        model = await model_of_job(session, job_id)
    progress = Progress(
        step=losses[-1].step if losses else 0,
        losses=losses,
        now=utc_now(),
        picture=picture,
        expected=expected,
        chosen=model.step if model else None,
        ready=model if house.training.profile.serves_at_once else None,
    )
    return job, progress
