"""Which models there are, what they were made of, and how to name one."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.tables import Dataset, Version
from core.models.tables import Model
from core.storage import find, keep_once
from core.storage.visibility import seen_from
from core.tuning import HALF, QUARTER, Best, Job

# After the name of what learnt from a share of the rows; one word, since it is typed.
PARTS = {QUARTER: "-quarter", HALF: "-half"}


def _named(team: str, provider: str, name: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        col(Model.team) == team, col(Model.provider) == provider, col(Model.name) == name
    )


# Built once: every question to a base model needs it.
_BASE = select(Model).where(
    Model.team == sa.bindparam("team"),
    Model.provider == sa.bindparam("provider"),
    Model.name == sa.bindparam("name"),
)


async def find_base(session: AsyncSession, *, team: str, provider: str, name: str) -> Model | None:
    """The record of a base model, None until it was needed."""
    named = {"team": team, "provider": provider, "name": name}
    return (await session.exec(_BASE, params=named)).first()


async def register_base(session: AsyncSession, *, team: str, provider: str, name: str) -> Model:
    """The record of a base model, made when it is first needed."""
    model = Model(team=team, provider=provider, name=name, base_name=name, title=name)
    return await keep_once(session, model, _named(team, provider, name))


async def register_bases(session: AsyncSession, *, team: str, channel: str) -> None:
    """The records of what the tuned models in `channel` were made of, asked or not."""
    tuned = [one for one in await list_models(session, team=team, channel=channel) if one.job_id]
    for provider, name in {(one.provider, one.base_name) for one in tuned}:
        await register_base(session, team=team, provider=provider, name=name)


async def register_tuned(
    session: AsyncSession, job: Job, remote_name: str, best: Best | None = None
) -> Model:
    """The record of what a job made, titled after its data set and counted up.

    It is the `best` checkpoint, or else the last step, which `remote_name` names.
    """
    version = await session.get_one(Version, job.version_id)
    # One at a time for a data set, or two jobs that end at once would get the same title.
    await session.get_one(Dataset, version.dataset_id, with_for_update={"key_share": True})
    earlier = await session.exec(
        select(func.count())
        .select_from(Model)
        .join(Job, col(Model.job_id) == Job.id)
        .where(Job.team == job.team, Job.dataset_name == job.dataset_name)
    )
    model = Model(
        team=job.team,
        provider=job.provider,
        name=best["model"] if best else remote_name,
        base_name=job.base_model,
        job_id=job.id,
        title=f"{job.dataset_name}-{earlier.one() + 1}{PARTS.get(job.share, '')}",
        share=job.share,
        system_prompt=version.system_prompt,
        private_to=job.private_to,
        step=best["step"] if best else None,
        validation_loss=best["loss"] if best else None,
        last_validation_loss=best["last_loss"] if best else None,
    )
    return await keep_once(session, model, _named(job.team, job.provider, model.name))


async def list_models(session: AsyncSession, *, team: str, channel: str) -> list[Model]:
    """The models that may be shown in `channel`, newest first; what learnt from a part is last."""
    models = await session.exec(
        select(Model)
        .where(Model.team == team, seen_from(col(Model.private_to), channel))
        .order_by(col(Model.share) < 1, col(Model.created_at).desc())
    )
    return list(models)


async def find_model(session: AsyncSession, *, team: str, channel: str, typed: str) -> Model:
    return find(typed, await list_models(session, team=team, channel=channel))


async def model_of_job(session: AsyncSession, job_id: str) -> Model | None:
    return (await session.exec(select(Model).where(Model.job_id == job_id))).first()


async def step_of_job(session: AsyncSession, job_id: str) -> int | None:
    """The step that became a job's model, where it isn't the last."""
    return (await session.exec(select(Model.step).where(Model.job_id == job_id))).first()
