"""Finds data sets, their versions and their examples; what is private shows only in its channel."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from core.datasets.chats import with_split
from core.datasets.faults import Fault
from core.datasets.tables import Dataset, Example, Finding, Split, Version
from core.datasets.versions.portions import portion
from core.datasets.versions.refusals import HeldOut, NoSuchVersion
from core.storage import find
from core.storage.visibility import seen_from

NUMBERS_NAMED = 10


async def list_datasets(session: AsyncSession, team: str, channel: str) -> list[Dataset]:
    """What may be seen in a channel, the data set that changed last first."""
    changed_at = (
        select(sa.func.max(Version.created_at))
        .where(Version.dataset_id == Dataset.id)
        .correlate(Dataset)
        .scalar_subquery()
    )
    statement = (
        select(Dataset)
        .where(Dataset.team == team, seen_from(col(Dataset.private_to), channel))
        .order_by(changed_at.desc(), col(Dataset.id))
    )
    return list(await session.exec(statement))


async def find_dataset(session: AsyncSession, team: str, channel: str, typed: str) -> Dataset:
    """The data set that a person named in a channel.

    Raises:
        TogiError: `NotFound`, `Ambiguous` or `NothingYet`, as `core.storage.find` says.
    """
    return find(typed, await list_datasets(session, team, channel))


async def newest_version(session: AsyncSession, dataset_id: str) -> Version:
    """What the data set holds now; it never stands without a version."""
    return (await session.exec(versions(dataset_id).limit(1))).one()


async def find_version(session: AsyncSession, dataset: Dataset, number: int | None) -> Version:
    """The version with a number; without one, the newest.

    Raises:
        NoSuchVersion: with the numbers there are.
    """
    held = await list_versions(session, dataset.id)
    for version in held:
        if number in (None, version.number):
            return version
    numbers = ", ".join(f"v{version.number}" for version in held[:NUMBERS_NAMED])
    raise NoSuchVersion(dataset=dataset.name, number=number or 0, versions=numbers)


async def list_versions(session: AsyncSession, dataset_id: str) -> list[Version]:
    """All versions of a data set, newest first."""
    return list(await session.exec(versions(dataset_id)))


def versions(dataset_id: str) -> SelectOfScalar[Version]:
    """All versions of a data set, newest first."""
    return (
        select(Version).where(Version.dataset_id == dataset_id).order_by(col(Version.number).desc())
    )


async def examples(
    session: AsyncSession, version_id: str, split: Split, *, limit: int | None = None
) -> list[Example]:
    """The examples of one split, in the order of the file; the first few where a few are enough."""
    statement = (
        select(Example)
        .where(Example.version_id == version_id, Example.split == split)
        .order_by(col(Example.position))
        .limit(limit)
    )
    return list(await session.exec(statement))


async def first_examples(
    session: AsyncSession, version_id: str, split: Split, *, but: Collection[int], limit: int
) -> list[Example]:
    """The first few of one split whose rows are none of those in `but`."""
    own = (col(Example.version_id) == version_id, col(Example.split) == split)
    by_row = (
        select(Example.position).where(*own).order_by(col(Example.position)).limit(limit + len(but))
    )
    wanted = [row for row in await session.exec(by_row) if row not in but][:limit]
    found = await session.exec(
        select(Example)
        .where(*own, col(Example.position).in_(wanted))
        .order_by(col(Example.position))
    )
    return list(found)


async def findings(session: AsyncSession, version_id: str) -> list[Fault]:
    """What the checks found in a version when it came in, in the order in which they told it."""
    statement = (
        select(Finding).where(Finding.version_id == version_id).order_by(col(Finding.position))
    )
    return [
        Fault(found.row, found.code, found.details, tuple(found.rows), found.kind)
        for found in await session.exec(statement)
    ]


async def training_lines(
    session: AsyncSession, version_id: str, split: Split, *, share: float = 1.0
) -> bytes:
    """One split, or a share of it, as the JSONL file that a provider is given.

    Raises:
        HeldOut: for the split that no provider is given.
    """
    if split is Split.HELD_OUT:
        raise HeldOut
    statement = (
        select(Example.line)
        .where(Example.version_id == version_id, Example.split == split)
        .order_by(col(Example.position))
    )
    lines = (await session.exec(statement)).all()
    return await asyncio.to_thread(_joined, lines, share)


def _joined(lines: Sequence[str], share: float) -> bytes:
    return b"".join(f"{line}\n".encode() for line in portion(lines, share))


async def whole(session: AsyncSession, version_id: str) -> bytes:
    """A version as JSONL that says the split of each line: brought in again, it is the same."""
    statement = (
        select(Example.split, Example.line)
        .where(Example.version_id == version_id)
        .order_by(col(Example.position))
    )
    lines = (await session.exec(statement)).all()
    return await asyncio.to_thread(_with_splits, lines)


def _with_splits(lines: Sequence[tuple[str, str]]) -> bytes:
    return b"".join(f"{with_split(line, split)}\n".encode() for split, line in lines)
