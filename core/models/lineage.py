"""What learnt from a data set: a version that taught a model stays as long as the model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.tables import Dataset, Version
from core.datasets.versions.changing import delete_dataset, delete_version
from core.datasets.versions.looking import list_versions, versions
from core.errors import TogiError
from core.models.tables import Model
from core.tuning import Job

NAMED = 5


class StillNeeded(TogiError):
    template: ClassVar[str] = (
        "{what} can't be deleted, because it is what these were trained on: {learners}. Single "
        "rows can be taken out all the same: `/ft dataset erase`."
    )


class Learners(NamedTuple):
    """The jobs that were given a version, with what they made of it."""

    jobs: Sequence[Job]
    models: Sequence[Model]

    @property
    def names(self) -> list[str]:
        """A model by its title; a job that made none by its id."""
        titles = {model.job_id: model.title for model in self.models}
        return [titles.get(job.id, job.id) for job in self.jobs]


async def learners(session: AsyncSession, version_ids: Sequence[str]) -> Learners:
    """The jobs that point at any of these versions, and their models, newest first."""
    jobs = await session.exec(
        select(Job).where(col(Job.version_id).in_(version_ids)).order_by(col(Job.created_at).desc())
    )
    found = list(jobs)
    models = await session.exec(
        select(Model)
        .where(col(Model.job_id).in_([job.id for job in found]))
        .order_by(col(Model.created_at).desc())
    )
    return Learners(found, list(models))


async def must_be_unused(
    session: AsyncSession, dataset: Dataset, version: Version | None = None
) -> None:
    """Raise StillNeeded, naming what was trained on a data set or on one version of it."""
    doomed = [version] if version else await list_versions(session, dataset.id)
    names = (await learners(session, [one.id for one in doomed])).names
    if names:
        what = f"{dataset.name} v{version.number}" if version else dataset.name
        shown = ", ".join(names[:NAMED]) + (" …" if names[NAMED:] else "")
        raise StillNeeded(what=what, learners=shown)


async def delete(session: AsyncSession, dataset: Dataset, version: Version | None = None) -> None:
    """Delete a data set or one version of it, unless something was trained on it.

    Raises:
        StillNeeded: naming what was.
    """
    await session.get_one(Dataset, dataset.id, with_for_update=True)
    # Locked: a training that begins at this moment waits, and then finds nothing to point at.
    await session.exec(versions(dataset.id).with_for_update())
    await must_be_unused(session, dataset, version)
    if version:
        await delete_version(session, version)
    else:
        await delete_dataset(session, dataset.id)
