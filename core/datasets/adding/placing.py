"""Decides on which side of a data set an added example stands."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from core.datasets.chats import asked_in, fingerprint
from core.datasets.tables import Example, Split, Version
from core.datasets.versions.bringing import held_out_lines


async def split_for(
    session: AsyncSession, dataset_id: str, base: Version | None, line: str
) -> Split:
    """What was ever held out stays so, and what is nearly the same; else it is to be learnt.

    A question that stands in `base` already brings its new answer along: the two would be divided.
    """
    asked = asked_in(line)
    own = select(Version.id).where(Version.dataset_id == dataset_id)
    if known := await _known(session, own, base, fingerprint(asked)):
        return known
    lines = await held_out_lines(session, own)
    nearly = await asyncio.to_thread(_is_nearly_one_of, lines, asked)
    return Split.HELD_OUT if nearly else Split.TRAIN


async def _known(
    session: AsyncSession, own: SelectOfScalar[str], base: Version | None, asked: str
) -> Split | None:
    """Where exactly this question stands: held out in any version, or anywhere in `base`."""
    statement = (
        select(Example.split)
        .where(
            col(Example.version_id).in_(own),
            Example.asked == asked,
            sa.or_(
                col(Example.split) == Split.HELD_OUT,
                col(Example.version_id) == (base.id if base else ""),
            ),
        )
        .order_by(sa.case((col(Example.split) == Split.HELD_OUT, 0), else_=1))
    )
    found = (await session.exec(statement.limit(1))).first()
    return Split(found) if found else None


def _is_nearly_one_of(lines: Sequence[str], asked: str) -> bool:
    from core.datasets.similarity.clusters import clusters

    *others, own = clusters([*map(asked_in, lines), asked]).tolist()
    return own in others
