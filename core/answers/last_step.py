"""The last step of a training instead of its best one, as long as no answer tells of the other."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers.tables import Answer
from core.errors import TogiError
from core.models import Model
from core.tuning import Job


class IsTheLastStep(TogiError):
    template: ClassVar[str] = "{model} is the last step of its training already."


class HasAnswered(TogiError):
    template: ClassVar[str] = (
        "{model} has answered since, and ratings and votes must be about one and the same model: "
        "it stays step {step}. To get the last step, train once more and choose it before anybody "
        "asks."
    )


async def must_be_free_to_choose(session: AsyncSession, model: Model) -> None:
    """Let it pass while the last step can still be chosen.

    Raises:
        IsTheLastStep: when it was, or was the best one anyway.
        HasAnswered: when answers would be of two models.
    """
    if model.step is None:
        raise IsTheLastStep(model=model.title)
    answered = await session.exec(
        select(Answer.id).where(col(Answer.model_id) == model.id).limit(1)
    )
    if answered.first():
        raise HasAnswered(model=model.title, step=model.step)


async def take_last_step(session: AsyncSession, model_id: str) -> bool:
    """Let the last step be the model; False where it is too late, or done."""
    model = await session.get_one(Model, model_id, with_for_update=True)
    try:
        await must_be_free_to_choose(session, model)
    except (IsTheLastStep, HasAnswered):
        return False
    job = await session.get_one(Job, model.job_id)
    model.name = job.remote_model or model.name
    model.step = model.validation_loss = model.last_validation_loss = None
    session.add(model)
    return True
