"""What a button names, if it may be touched from where somebody clicked."""

from __future__ import annotations

from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets import Dataset, Version
from core.datasets.consulting.tables import Consultation
from core.datasets.versions.refusals import GoneMeanwhile
from core.people.permissions import VisitorsCannot


async def dataset_in_reach(
    session: AsyncSession, dataset_id: str, *, team: str, channel: str
) -> Dataset:
    """A data set of this team; a private one only in its own channel.

    Raises:
        GoneMeanwhile: for all others alike, so that nobody learns what there is elsewhere.
    """
    dataset = await session.get(Dataset, dataset_id)
    if dataset is None or not within_reach(dataset.team, dataset.private_to, team, channel):
        raise GoneMeanwhile
    return dataset


async def version_in_reach(
    session: AsyncSession, version_id: str, *, team: str, channel: str
) -> tuple[Dataset, Version]:
    """A version, and the data set that it is one of.

    Raises:
        GoneMeanwhile: when it is no more, or is none of theirs.
    """
    version = await session.get(Version, version_id)
    if version is None:
        raise GoneMeanwhile
    dataset = await dataset_in_reach(session, version.dataset_id, team=team, channel=channel)
    return dataset, version


async def consultation_in_reach(
    session: AsyncSession, consultation_id: str, *, team: str, channel: str
) -> Consultation:
    """What people were asked of a data set, if that may be shown where somebody clicked.

    Raises:
        VisitorsCannot: for who sees the question in a shared channel, and is of another team.
        GoneMeanwhile: when it is no more, or its data may not be shown there.
    """
    consultation = await session.get(Consultation, consultation_id)
    if consultation is None:
        raise GoneMeanwhile
    if consultation.team != team:
        raise VisitorsCannot
    await version_in_reach(session, consultation.version_id, team=team, channel=channel)
    return consultation


def within_reach(own_team: str, private_to: str | None, team: str, channel: str) -> bool:
    return own_team == team and private_to in (None, channel)
