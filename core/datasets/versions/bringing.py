"""Brings a file in: the whole of it becomes a version of a data set, or nothing does."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.chats import fingerprint
from core.datasets.faults import Fault
from core.datasets.naming import clean_name
from core.datasets.reading.drafts import Draft
from core.datasets.reading.sources import open_source
from core.datasets.refusals import DatasetRefused, EmptyFile, NameTaken, TooFewExamples
from core.datasets.splitting.lots import draw, lot
from core.datasets.tables import Dataset, Example, Split, Version
from core.datasets.versions.looking import versions

LEAST_TRAINING_EXAMPLES = 10  # no provider takes fewer
VALIDATION_SHARE = 0.2
STORED_AT_ONCE = 2000


class Contents(NamedTuple):
    """What a file will be as a version: every line with its split, in the order of the file."""

    file_name: str
    system_prompt: str | None
    encoding: str
    examples: list[Example]
    digest: str


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
    """
    dataset = await _dataset(
        session, Dataset(team=team, name=clean_name(name), created_by=person, private_to=private_to)
    )
    if brought := await brought_by(session, cause):
        return brought
    newest = (await session.exec(versions(dataset.id).limit(1))).first()
    if newest and newest.digest == contents.digest:
        return newest
    counts = Counter(example.split for example in contents.examples)
    version = Version(
        dataset_id=dataset.id,
        number=newest.number + 1 if newest else 1,
        digest=contents.digest,
        cause=cause,
        file_name=contents.file_name,
        encoding=contents.encoding,
        system_prompt=contents.system_prompt,
        training_examples=counts[Split.TRAIN],
        validation_examples=counts[Split.VALIDATION],
        held_out_examples=counts[Split.HELD_OUT],
        created_by=person,
    )
    session.add(version)
    await session.flush()
    await _store(session, version.id, contents.examples)
    return version


def read_contents(path: Path, file_name: str, system_prompt: str | None, seed: int = 0) -> Contents:
    """Read and divide a file; as slow as the file is large, so no place for the event loop.

    Raises:
        FileRefused: when the file can't be read as rows at all.
        DatasetRefused: with every fault, when a row is bad or there are too few examples.
    """
    source = open_source(path, file_name)
    drafts: list[Draft] = []
    faults: list[Fault] = []
    for found in source.drafts(system_prompt):
        if isinstance(found, Draft):
            drafts.append(found)
        else:
            faults.append(found)
    rows = len(drafts) + len({fault.row for fault in faults})
    if faults:
        raise DatasetRefused(file_name=file_name, rows=rows, faults=faults)
    if not drafts:
        raise EmptyFile(file_name=file_name)
    splits = divide(drafts, seed)
    trained_on = splits.count(Split.TRAIN)
    if trained_on < LEAST_TRAINING_EXAMPLES:
        raise TooFewExamples(file_name=file_name, rows=rows, count=trained_on)
    digest = hashlib.sha256()
    for split, draft in zip(splits, drafts, strict=True):
        digest.update(b"%b %b\n" % (split.value.encode(), draft.line))
    examples = [
        Example(
            version_id="",  # known when the version is
            position=position,
            split=split,
            asked=fingerprint(draft.asked),
            line=draft.line.decode(),
        )
        for position, (split, draft) in enumerate(zip(splits, drafts, strict=True), start=1)
    ]
    return Contents(
        file_name=file_name,
        system_prompt=system_prompt,
        encoding=source.encoding,
        examples=examples,
        digest=digest.hexdigest(),
    )


def divide(drafts: list[Draft], seed: int) -> list[Split]:
    """The split of each row: as the file says, or one row in five to validate with.

    Validation never takes so many that too few are left to train on.
    """
    if any(draft.split for draft in drafts):
        return [draft.split or Split.TRAIN for draft in drafts]
    lots = [lot(draft.asked, seed) for draft in drafts]
    drawn = draw(
        b"".join(lots),
        wanted=int(VALIDATION_SHARE * len(lots) + 0.5),
        at_most=max(0, len(lots) - LEAST_TRAINING_EXAMPLES),
    )
    return [Split.VALIDATION if lot in drawn else Split.TRAIN for lot in lots]


async def brought_by(session: AsyncSession, cause: str) -> Version | None:
    """The version that a cause made before."""
    return (await session.exec(select(Version).where(Version.cause == cause))).first()


async def _dataset(session: AsyncSession, wanted: Dataset) -> Dataset:
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


async def _store(session: AsyncSession, version_id: str, examples: list[Example]) -> None:
    for start in range(0, len(examples), STORED_AT_ONCE):
        batch = [
            {**example.model_dump(), "version_id": version_id}
            for example in examples[start : start + STORED_AT_ONCE]
        ]
        await session.exec(sa.insert(Example), params=batch)
