"""Brings a file in: the whole of it becomes a version of a data set, or nothing does."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from core.datasets.chats import asked_in
from core.datasets.naming import clean_name
from core.datasets.refusals import NameTaken
from core.datasets.tables import Dataset, ErasedQuestion, Example, Finding, Level, Split, Version
from core.datasets.versions.contents import Contents
from core.datasets.versions.deciding import Earlier
from core.datasets.versions.finding import finding_of
from core.datasets.versions.looking import versions
from core.datasets.versions.reading import require_enough
from core.datasets.versions.refusals import ErasedMeanwhile

STORED_AT_ONCE, CHARACTERS_AT_ONCE = 2000, 1 << 22


async def bring_in(
    session: AsyncSession,
    contents: Contents,
    *,
    team: str,
    name: str,
    cause: str,
    person: str,
    private_to: str | None,
) -> Version:
    """Store what was read of a file as the next version of the data set called `name`.

    The same cause gives the version that it made before; a file that changes nothing gives the
    newest version.

    Raises:
        NameTaken: when the name belongs to a data set of another channel.
        TooFewExamples: when a version that came meanwhile holds out too much of this one.
        ErasedMeanwhile: when a row was erased since the file was read.
    """
    dataset = await dataset_called(
        session, Dataset(team=team, name=clean_name(name), created_by=person, private_to=private_to)
    )
    if brought := await brought_by(session, cause):
        return brought
    await _leave_out(session, dataset, contents)
    await _hold_out(session, dataset, contents)
    digest = await asyncio.to_thread(contents.digest)
    newest = (await session.exec(versions(dataset.id).limit(1))).first()
    if newest and newest.digest == digest:
        return newest
    version = _next(newest, dataset, contents, digest, cause=cause, person=person)
    session.add(version)
    await session.flush()
    await _store(session, version.id, contents)
    return version


def _next(
    newest: Version | None,
    dataset: Dataset,
    contents: Contents,
    digest: str,
    *,
    cause: str,
    person: str,
) -> Version:
    counts = contents.counts()
    return Version(
        dataset_id=dataset.id,
        number=newest.number + 1 if newest else 1,
        digest=digest,
        cause=cause,
        file_name=contents.file_name,
        encoding=contents.encoding,
        kind=contents.kind,
        question_column=contents.columns.question,
        answer_column=contents.columns.answer,
        system_prompt=contents.system_prompt,
        tokens=contents.tokens,
        training_examples=counts[Split.TRAIN],
        validation_examples=counts[Split.VALIDATION],
        held_out_examples=counts[Split.HELD_OUT],
        created_by=person,
    )


async def brought_by(session: AsyncSession, cause: str) -> Version | None:
    """The version that a cause made before."""
    return (await session.exec(select(Version).where(Version.cause == cause))).first()


async def earlier(session: AsyncSession, team: str, name: str) -> Earlier:
    """What the versions of a data set decided so far: what the next one has to be read with."""
    own = (
        select(Version.id)
        .join(Dataset, col(Dataset.id) == Version.dataset_id)
        .where(Dataset.team == team, Dataset.name == clean_name(name))
    )
    decided = select(Example.asked).where(col(Example.version_id).in_(own)).distinct()
    trained = await session.exec(decided.where(Example.split != Split.HELD_OUT))
    held_out = await held_out_lines(session, own)
    erased = await _erased_in(session, team)
    return await asyncio.to_thread(_earlier, held_out, trained.all(), erased)


def _earlier(held_out: Sequence[str], trained: Sequence[str], erased: frozenset[bytes]) -> Earlier:
    return Earlier(
        held_out=tuple(map(asked_in, held_out)),
        trained=frozenset(map(bytes.fromhex, trained)),
        erased=erased,
    )


async def _erased_in(session: AsyncSession, team: str) -> frozenset[bytes]:
    """The fingerprints of what was erased on request, from whichever data set."""
    statement = select(ErasedQuestion.asked).where(ErasedQuestion.team == team)
    return frozenset(map(bytes.fromhex, await session.exec(statement)))


async def _leave_out(session: AsyncSession, dataset: Dataset, contents: Contents) -> None:
    """See once more to what was erased: it may have been since the file was read."""
    erased = await _erased_in(session, dataset.team)
    if await asyncio.to_thread(lambda: not erased.isdisjoint(contents.fingerprints())):
        raise ErasedMeanwhile


async def held_out_lines(session: AsyncSession, own: SelectOfScalar[str]) -> Sequence[str]:
    """Of each question that these versions hold out, one line that asks it."""
    statement = (
        select(sa.func.min(Example.line))
        .where(col(Example.version_id).in_(own), Example.split == Split.HELD_OUT)
        .group_by(col(Example.asked))
    )
    return (await session.exec(statement)).all()


async def _hold_out(session: AsyncSession, dataset: Dataset, contents: Contents) -> None:
    """See once more to the evaluation set: a version may have come since the file was read."""
    statement = (
        select(Example.asked)
        .join(Version, col(Version.id) == Example.version_id)
        .where(Version.dataset_id == dataset.id, Example.split == Split.HELD_OUT)
        .distinct()
    )
    held_out = (await session.exec(statement)).all()
    await asyncio.to_thread(_claim, contents, held_out)
    require_enough(contents)


def _claim(contents: Contents, held_out: Sequence[str]) -> None:
    claimed = frozenset(map(bytes.fromhex, held_out))
    contents.hold_out(
        {index for index, asked in enumerate(contents.fingerprints()) if asked in claimed}
    )


async def dataset_called(session: AsyncSession, wanted: Dataset) -> Dataset:
    """The data set of that name, new or not, locked: versions are numbered one at a time."""
    values = wanted.model_dump()
    if session.get_bind().dialect.name == "sqlite":
        await session.exec(sqlite.insert(Dataset).values(values).on_conflict_do_nothing())
    else:
        await session.exec(postgresql.insert(Dataset).values(values).on_conflict_do_nothing())
    dataset = (
        await session.exec(
            select(Dataset)
            .where(Dataset.team == wanted.team, Dataset.name == wanted.name)
            .with_for_update()
        )
    ).one()
    if dataset.private_to != wanted.private_to:
        raise NameTaken(name=wanted.name)
    return dataset


async def _store(session: AsyncSession, version_id: str, contents: Contents) -> None:
    """Write the examples and the findings, some at a time: the file may be larger than memory."""
    examples = contents.examples()
    while batch := await asyncio.to_thread(_some, examples, version_id):
        await session.exec(sa.insert(Example), params=batch)
    found = [
        finding_of(
            fault, version_id, position, Level.ERROR if is_error else Level.WARNING
        ).model_dump()
        for position, (is_error, fault) in enumerate(contents.findings(), start=1)
    ]
    for start in range(0, len(found), STORED_AT_ONCE):
        await session.exec(sa.insert(Finding), params=found[start : start + STORED_AT_ONCE])


def _some(examples: Iterator[Example], version_id: str) -> list[dict[str, object]]:
    """The next records: not too many, and where they are long, fewer."""
    batch: list[dict[str, object]] = []
    characters = 0
    for example in examples:
        batch.append({**example.model_dump(), "version_id": version_id})
        characters += len(example.line)
        if len(batch) == STORED_AT_ONCE or characters > CHARACTERS_AT_ONCE:
            break
    return batch
