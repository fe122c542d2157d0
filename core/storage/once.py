"""Writes that may arrive twice in the same instant: whoever comes second finds what is there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import make_transient_to_detached
from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

Record = TypeVar("Record", bound=SQLModel)


async def keep_once(session: AsyncSession, record: Record, same: sa.ColumnElement[bool]) -> Record:
    """The record that `same` describes: `record`, written now, else the one that is there.

    `same` names what a unique constraint holds; to look first and then write would let two
    transactions on PostgreSQL both see nothing, and one of them lose its whole work.
    """
    await session.flush()  # what it points to
    insert = _insert_into(type(record), session.get_bind().dialect.name).on_conflict_do_nothing()
    connection = await session.connection()
    is_new = (await connection.execute(insert, record.model_dump(exclude_none=True))).rowcount == 1
    has_key = None not in sa.inspect(type(record)).primary_key_from_instance(record)
    if is_new and has_key:  # a number that the database gives is not known here
        make_transient_to_detached(record)  # as if it had been read
        session.add(record)
        return record
    return (await session.exec(select(type(record)).where(same))).one()


async def keep_last(session: AsyncSession, record: SQLModel, key: Sequence[str]) -> None:
    """Write a record over the one that has the same `key`."""
    insert = _insert_into(type(record), session.get_bind().dialect.name)
    statement = insert.values(record.model_dump(exclude_none=True))
    changed = {
        name: statement.excluded[name] for name in type(record).model_fields if name not in key
    }
    await session.exec(statement.on_conflict_do_update(index_elements=key, set_=changed))


@cache
def _insert_into(kind: type[SQLModel], dialect: str) -> sqlite.Insert | postgresql.Insert:
    return (sqlite.insert if dialect == "sqlite" else postgresql.insert)(kind)
