"""Renames and deletes data sets; what they hold never changes."""

from __future__ import annotations

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.adding.tables import Addition
from core.datasets.consulting.tables import Consultation, Decision
from core.datasets.naming import clean_name
from core.datasets.tables import Dataset, Erasure, Example, Finding, Version
from core.datasets.versions.looking import versions
from core.datasets.versions.refusals import NameInUse


async def rename(session: AsyncSession, dataset_id: str, name: str) -> Dataset:
    """Call a data set something else; jobs and models keep the name that they were made under.

    Raises:
        NameInUse: when another data set is called so.
    """
    dataset = await session.get_one(Dataset, dataset_id, with_for_update=True)
    wanted = clean_name(name)
    if wanted == dataset.name:
        return dataset
    others = select(Dataset.id).where(Dataset.team == dataset.team, Dataset.name == wanted)
    if (await session.exec(others)).first():
        raise NameInUse(name=wanted)
    dataset.name = wanted
    session.add(dataset)
    await session.flush()
    return dataset


async def delete_version(session: AsyncSession, version: Version) -> None:
    """Delete a version; with the last one goes the data set, which never stands without any."""
    await session.get_one(Dataset, version.dataset_id, with_for_update=True)
    for kind in (Finding, Erasure, Example, Decision, Consultation):
        await session.exec(delete(kind).where(col(kind.version_id) == version.id))
    led_here = update(Consultation).where(col(Consultation.made_version_id) == version.id)
    await session.exec(led_here.values(made_version_id=None))
    added = update(Addition).where(col(Addition.version_id) == version.id)
    await session.exec(added.values(version_id=None))
    await session.exec(delete(Version).where(col(Version.id) == version.id))
    if not (await session.exec(versions(version.dataset_id).limit(1))).first():
        await session.exec(delete(Dataset).where(col(Dataset.id) == version.dataset_id))


async def delete_dataset(session: AsyncSession, dataset_id: str) -> None:
    """Delete a data set with all its versions."""
    for version in list(await session.exec(versions(dataset_id))):
        await delete_version(session, version)
