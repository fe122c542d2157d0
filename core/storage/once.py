"""Writes that may arrive twice in the same instant: whoever comes second finds what is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

Record = TypeVar("Record", bound=SQLModel)


async def keep_once(session: AsyncSession, record: Record, same: sa.ColumnElement[bool]) -> Record:
    """The record that `same` describes: the one that is there, else `record`, written now.

    `same` names what a unique constraint holds; to look first and then write would let two
    transactions on PostgreSQL both see nothing, and one of them lose its whole work.
    """
    kind = type(record)
    kept = (await session.exec(select(kind).where(same))).first()
    if kept:
        return kept
    await session.exec(_insert(session, record).on_conflict_do_nothing())
    return (await session.exec(select(kind).where(same))).one()


async def keep_last(session: AsyncSession, record: SQLModel, key: Sequence[str]) -> None:
    """Write a record over the one that has the same `key`."""
    statement = _insert(session, record)
    changed = {
        name: statement.excluded[name] for name in type(record).model_fields if name not in key
    }
    await session.exec(statement.on_conflict_do_update(index_elements=key, set_=changed))


def _insert(session: AsyncSession, record: SQLModel) -> sqlite.Insert | postgresql.Insert:
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    return insert(type(record)).values(record.model_dump(exclude_none=True))
