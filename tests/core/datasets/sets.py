"""Data sets that are in the database already: rows in, a version out."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets import newest_version, question_and_answer
from core.datasets.chats import Frame, asked_in, fingerprint
from core.datasets.tables import Dataset, Example, Finding, Level, Split, Version
from core.datasets.versions.erasing import Erased, bring_up_to_date, mark_erased, take_out
from core.storage import Database
from tests import builders as a

Row = tuple[str, str] | tuple[str, str, Split]


async def a_set(
    database: Database, rows: Sequence[Row], contradictions: Sequence[list[int]] = (), **own: object
) -> Version:
    """The first version of a data set; each contradiction is the rows that it is between."""
    dataset = a.a_dataset(**own)
    version = a.a_version(dataset, number=1)
    examples = []
    for position, row in enumerate(rows, start=1):
        line = Frame.with_system(None).line(row[0], row[1]).decode()
        split = row[2] if len(row) > 2 else Split.TRAIN
        examples.append(
            Example(
                version_id=version.id,
                position=position,
                split=split,
                asked=fingerprint(asked_in(line)),
                line=line,
            )
        )
    findings = [
        Finding(
            version_id=version.id,
            position=position,
            level=Level.WARNING,
            code="contradiction",
            row=between[0],
            rows=between,
        )
        for position, between in enumerate(contradictions, start=1)
    ]
    async with database.transaction() as session:
        await a.kept(session, dataset, version, *examples, *findings)
    return version


async def rows_of(database: Database, version: Version) -> dict[int, tuple[str, str]]:
    """Split and answer of each row, by its number."""
    async with database.reading() as session:
        found = await session.exec(
            select(Example).where(Example.version_id == version.id).order_by(col(Example.position))
        )
        return {
            one.position: (one.split.value, question_and_answer(one.line).answer) for one in found
        }


async def newest(database: Database, dataset_id: str) -> Version:
    async with database.reading() as session:
        return await newest_version(session, dataset_id)


async def erased(
    session: AsyncSession,
    dataset: Dataset,
    version: Version,
    row: int,
    *,
    person: str = "U1",
    reason: str | None = None,
) -> Erased:
    """Take a row out of all versions, as the listener and its flow do one after the other."""
    await mark_erased(session, dataset, version, row, person=person, reason=reason)
    done = await take_out(session, version.id, row)
    for touched in done.versions:
        await bring_up_to_date(session, touched.id)
    return done
