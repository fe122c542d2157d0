"""Makes a version out of the newest one: what stays is copied inside the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.chats import asked_in, fingerprint
from core.datasets.checking.alone import faults_alone
from core.datasets.enough import FEW, few
from core.datasets.tables import Dataset, Example, Finding, Origin, Split, Version
from core.datasets.versions.finding import finding_of
from core.datasets.versions.looking import versions
from core.datasets.versions.remaining import count_again, without_rows
from core.storage.among import among

CONTRADICTION, DUPLICATE = "contradiction", "duplicate"
ABOUT_QUESTIONS = {("leakage", ""), ("length_outlier", "question")}  # whatever is answered


class Added(NamedTuple):
    line: str
    split: Split


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How a version differs from the one before it; rows keep their numbers."""

    removed: frozenset[int] = frozenset()
    replaced: Mapping[int, str] = field(default_factory=dict)  # the new line of a row
    added: Sequence[Added] = ()
    settled: frozenset[int] = frozenset()  # rows that don't contradict each other any more

    @property
    def are_none(self) -> bool:
        return not (self.removed or self.replaced or self.added)


async def newest_locked(session: AsyncSession, dataset_id: str) -> Version | None:
    """What a data set holds now; nobody else adds a version until this transaction ends."""
    await session.get_one(Dataset, dataset_id, with_for_update=True)
    return (await session.exec(versions(dataset_id).limit(1))).first()


async def succeed(
    session: AsyncSession,
    base: Version,
    changes: Changes,
    origin: Origin,
    *,
    cause: str,
    person: str,
) -> Version:
    """The version after `base`, which is the newest and locked."""
    inherited = base.model_dump(exclude={"id", "created_at", "tokens"})
    own = {"number": base.number + 1, "origin": origin, "cause": cause, "created_by": person}
    version = Version(**{**inherited, **own})
    session.add(version)
    await session.flush()
    await _copy_examples(session, base.id, version.id, changes)
    await _copy_findings(session, base.id, version.id, changes)
    await _note_faults(session, version.id, changes.replaced)
    await complete(session, version, changes.added)
    return version


async def complete(session: AsyncSession, version: Version, added: Sequence[Added]) -> None:
    """Put the last examples into a version that is being made, and count what it holds."""
    row = await next_position(session, Example, version.id)
    session.add_all(
        _example(version.id, position, one.split, one.line)
        for position, one in enumerate(added, start=row)
    )
    await session.flush()
    lines = {position: one.line for position, one in enumerate(added, start=row)}
    await _note_faults(session, version.id, lines)
    await count_again(session, version)
    await _say_if_few(session, version)


async def next_position(
    session: AsyncSession, kind: type[Example | Finding], version_id: str
) -> int:
    """The number of the next row, or of the next finding."""
    highest = select(sa.func.max(kind.position)).where(kind.version_id == version_id)
    return ((await session.exec(highest)).one() or 0) + 1


async def _note_faults(session: AsyncSession, version_id: str, lines: Mapping[int, str]) -> None:
    """Look at rows that no file brought as the rows of a file are looked at."""
    await session.flush()
    position = await next_position(session, Finding, version_id)
    faults = [fault for row, line in lines.items() for fault in faults_alone(row, line)]
    session.add_all(
        finding_of(fault, version_id, number) for number, fault in enumerate(faults, start=position)
    )
    await session.flush()


async def _copy_examples(
    session: AsyncSession, base_id: str, version_id: str, changes: Changes
) -> None:
    left_out = [*changes.removed, *changes.replaced]
    kept = (col(Example.version_id) == base_id) & ~among(col(Example.position), left_out)
    await _copy(session, Example, version_id, kept)
    replaced = await session.exec(
        select(Example).where(
            Example.version_id == base_id, among(col(Example.position), changes.replaced)
        )
    )
    session.add_all(
        _example(version_id, old.position, old.split, changes.replaced[old.position])
        for old in replaced
    )


async def _copy_findings(
    session: AsyncSession, base_id: str, version_id: str, changes: Changes
) -> None:
    """What was found stays found, but for what was settled and the rows that are gone."""
    own = select(Finding).where(Finding.version_id == base_id)
    touched: dict[int, Finding | None] = {}
    if changes.removed or changes.settled or changes.replaced:
        for finding in await session.exec(own):
            after = _after(finding, changes)
            if after is not finding:
                touched[finding.position] = after
    kept = (
        (col(Finding.version_id) == base_id)
        & (col(Finding.code) != FEW)
        & ~among(col(Finding.position), touched)
    )
    await _copy(session, Finding, version_id, kept)
    session.add_all(
        Finding(**{**finding.model_dump(), "version_id": version_id})
        for finding in touched.values()
        if finding
    )


def _after(finding: Finding, changes: Changes) -> Finding | None:
    """What a finding says of the new version; None where it says nothing any more."""
    gone = changes.removed
    if _tells_of_an_answer(finding):  # a new answer is looked at anew
        gone |= changes.replaced.keys()
    rest = without_rows(finding, gone)
    is_settled = rest and rest.code == CONTRADICTION and changes.settled.issuperset(rest.rows)
    return None if is_settled else rest


def _tells_of_an_answer(finding: Finding) -> bool:
    is_of_one = not finding.rows or finding.rows == [finding.row]
    return finding.code == DUPLICATE or (
        is_of_one and (finding.code, finding.kind) not in ABOUT_QUESTIONS
    )


async def _copy(
    session: AsyncSession,
    kind: type[SQLModel],
    version_id: str,
    which: sa.ColumnElement[bool],
) -> None:
    """Copy rows of another version, however many, without reading them."""
    table = sa.inspect(kind).local_table
    names = [column.name for column in table.columns if column.name != "version_id"]
    rows = sa.select(sa.literal(version_id), *(table.c[name] for name in names)).where(which)
    await session.exec(sa.insert(kind).from_select(["version_id", *names], rows))


def _example(version_id: str, position: int, split: Split, line: str) -> Example:
    asked = fingerprint(asked_in(line))
    return Example(version_id=version_id, position=position, split=split, asked=asked, line=line)


async def _say_if_few(session: AsyncSession, version: Version) -> None:
    splits = (version.training_examples, version.validation_examples, version.held_out_examples)
    if fault := few(sum(splits)):
        position = await next_position(session, Finding, version.id)
        session.add(finding_of(fault, version.id, position))
        await session.flush()
