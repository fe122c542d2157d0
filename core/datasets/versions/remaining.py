"""What a version says of itself once some of its rows are gone."""

from __future__ import annotations

import hashlib
from collections.abc import Set as AbstractSet

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.tables import Example, Finding, Split, Version

AT_ONCE = 2000


def without_rows(finding: Finding, gone: AbstractSet[int]) -> Finding | None:
    """What a finding says once rows are gone; None where it says nothing any more."""
    if not finding.rows:
        return None if finding.row in gone else finding
    rows = [row for row in finding.rows if row not in gone]
    if rows == finding.rows:
        return finding
    if not rows or (len(rows) == 1 and len(finding.rows) > 1 and finding.row in finding.rows):
        return None
    counted = finding.details.get("count") == len(finding.rows)
    details = finding.details | ({"count": len(rows)} if counted else {})
    return Finding(**{**finding.model_dump(), "row": rows[0], "rows": rows, "details": details})


async def count_again(session: AsyncSession, version: Version) -> None:
    """Bring the counts and the digest of a version up to what it holds."""
    statement = (
        select(Example.split, sa.func.count())
        .where(Example.version_id == version.id)
        .group_by(col(Example.split))
    )
    counts = dict(iter(await session.exec(statement)))
    version.training_examples = counts.get(Split.TRAIN, 0)
    version.validation_examples = counts.get(Split.VALIDATION, 0)
    version.held_out_examples = counts.get(Split.HELD_OUT, 0)
    version.digest = await _digest(session, version.id)
    session.add(version)


async def _digest(session: AsyncSession, version_id: str) -> str:
    """Names the lines and their splits, as a file with the same ones would."""
    digest = hashlib.sha256()
    rows = await session.stream(
        select(Example.split, Example.line)
        .where(Example.version_id == version_id)
        .order_by(col(Example.position)),
        execution_options={"yield_per": AT_ONCE},
    )
    async for some in rows.partitions():
        for split, line in some:
            digest.update(f"{split} {line}\n".encode())
    return digest.hexdigest()
