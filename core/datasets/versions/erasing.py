"""Takes an example out of every version at somebody's request, and keeps that it was done.

Marking the row is quick, whatever the size of the data set; the rest is for who can wait.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.chats import asked_in, fingerprint
from core.datasets.consulting.tables import Consultation, Decision
from core.datasets.tables import (
    Dataset,
    ErasedQuestion,
    Erasure,
    Example,
    Finding,
    Split,
    Version,
)
from core.datasets.versions.looking import versions
from core.datasets.versions.refusals import NoSuchLine, NoSuchRow, NoSuchRowOfTable
from core.datasets.versions.remaining import count_again, without_rows
from core.storage import keep_once
from core.storage.among import among
from core.storage.visibility import seen_from


class Erased(NamedTuple):
    """What was taken out: how many rows, of which versions, and which of those taught them."""

    rows: int
    versions: Sequence[Version]  # newest first
    taught: Sequence[str]  # ids of the versions that give it to a provider


async def row_of(session: AsyncSession, dataset: Dataset, version: Version, row: int) -> Example:
    """The example that a file had in a row.

    Raises:
        NoSuchRow: when there is none, or none any more.
    """
    example = await session.get(Example, (version.id, row))
    if example is None:
        raise _no_such_row(version)(dataset=dataset.name, number=version.number, row=row)
    return example


def _no_such_row(version: Version) -> type[NoSuchRow]:
    """Says how rows are counted, too."""
    if version.began_by_hand:
        return NoSuchRow
    return NoSuchLine if version.is_of_lines else NoSuchRowOfTable


async def mark_erased(
    session: AsyncSession,
    dataset: Dataset,
    version: Version,
    row: int,
    *,
    person: str,
    reason: str | None = None,
) -> bool:
    """Write down that a row is to go: nothing brings it back from here on. False: it was before.

    Raises:
        NoSuchRow: when there never was such a row.
    """
    await session.get_one(Dataset, dataset.id, with_for_update=True)
    if await session.get(Erasure, (version.id, row)):
        return False
    example = await row_of(session, dataset, version, row)
    mark = _erasure(example, person, reason)
    session.add(mark)
    asked = ErasedQuestion(team=dataset.team, asked=mark.asked)
    same = (col(ErasedQuestion.team) == asked.team) & (ErasedQuestion.asked == asked.asked)
    await keep_once(session, asked, same)
    return True


async def take_out(session: AsyncSession, version_id: str, row: int) -> Erased:
    """Take what a marked row asks out of all versions; taken out already, nothing more happens.

    What the versions say of themselves is then out of date: `bring_up_to_date` sees to that.
    """
    mark = await session.get_one(Erasure, (version_id, row))
    dataset_id = (await session.get_one(Version, version_id)).dataset_id
    await session.get_one(Dataset, dataset_id, with_for_update=True)
    held = list(await session.exec(versions(dataset_id)))
    gone = await _the_same(session, [one.id for one in held], mark)
    texts = [one.line for one in gone]
    rows: defaultdict[str, set[int]] = defaultdict(set)
    for one in gone:
        rows[one.version_id].add(one.position)
        same = (col(Erasure.version_id) == one.version_id) & (Erasure.position == one.position)
        await keep_once(session, _erasure(one, mark.requested_by, mark.reason), same)
        await session.delete(one)
    await session.flush()
    touched = [one for one in held if one.id in rows]
    for holder in touched:
        await _forget(session, holder.id, rows[holder.id], texts)
    taught = {one.version_id for one in gone if one.split is not Split.HELD_OUT}
    return Erased(len(gone), touched, [one.id for one in touched if one.id in taught])


async def bring_up_to_date(session: AsyncSession, version_id: str) -> None:
    """Let a version say what it holds, now that rows of it are gone; deleted meanwhile, nothing."""
    version = await session.get(Version, version_id, with_for_update=True)
    if version:
        version.tokens = None  # they were counted with what is gone
        await count_again(session, version)


def _erasure(example: Example, person: str, reason: str | None) -> Erasure:
    return Erasure(
        version_id=example.version_id,
        position=example.position,
        asked=example.asked or fingerprint(asked_in(example.line)),
        requested_by=person,
        reason=reason,
    )


async def others_that_ask_it(
    session: AsyncSession, version_id: str, row: int, *, channel: str
) -> list[str]:
    """The names of other data sets that hold what was erased, of those shown in a channel."""
    mark = await session.get(Erasure, (version_id, row))
    version = await session.get(Version, version_id)
    if mark is None or version is None:
        return []
    own = await session.get_one(Dataset, version.dataset_id)
    statement = (
        select(Dataset.name)
        .join(Version, col(Version.dataset_id) == Dataset.id)
        .join(Example, col(Example.version_id) == Version.id)
        .where(Example.asked == mark.asked, Dataset.team == own.team, Dataset.id != own.id)
        .where(seen_from(col(Dataset.private_to), channel))
        .distinct()
        .order_by(Dataset.name)
    )
    return list(await session.exec(statement))


async def is_whole(session: AsyncSession, version_id: str) -> bool:
    """Whether nothing was taken out of a version since it came."""
    taken = select(Erasure.version_id).where(Erasure.version_id == version_id).limit(1)
    return (await session.exec(taken)).first() is None


async def _the_same(
    session: AsyncSession, version_ids: Sequence[str], mark: Erasure
) -> list[Example]:
    """Every example that asks the same, whatever it answers."""
    own = col(Example.version_id).in_(version_ids)
    statement = select(Example).where(own, Example.asked == mark.asked)
    return list(await session.exec(statement))


async def _forget(
    session: AsyncSession, version_id: str, rows: set[int], texts: Sequence[str]
) -> None:
    """Keep no finding that points at what is gone, or that quotes it, nor what was said of it."""
    touched = []
    for finding in await session.exec(select(Finding).where(Finding.version_id == version_id)):
        rest = without_rows(finding, rows)
        if rest is finding:
            continue
        touched.append(finding.position)
        await session.delete(finding)
        await session.flush()
        if rest and not _quotes(rest, texts):
            session.add(rest)
            await session.flush()
    await _forget_decisions(session, version_id, touched)


async def _forget_decisions(
    session: AsyncSession, version_id: str, findings: Sequence[int]
) -> None:
    """Whoever decides again sees what is left; what was carried out keeps that it was decided."""
    of_them = (col(Decision.version_id) == version_id) & among(col(Decision.finding), findings)
    is_open = select(Consultation.id).where(col(Consultation.closed_at).is_(None))
    undone = of_them & col(Decision.consultation_id).in_(is_open)
    await session.exec(sa.delete(Decision).where(undone))
    await session.exec(sa.update(Decision).where(of_them).values(answer=None))


def _quotes(finding: Finding, texts: Sequence[str]) -> bool:
    said = [value for value in finding.details.values() if isinstance(value, str) and value]
    return any(value in text for value in said for text in texts)
