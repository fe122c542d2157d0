"""SQLite beside the loop: a statement and its rows in one trip to the thread.

aiosqlite makes a trip each for the cursor, the statement, its rows and the close, and each costs
more than a small statement itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Any, Self, TypeVar, cast

import aiosqlite

AT_ONCE = 500  # rows that come along with their statement
Row = tuple[object, ...]
T = TypeVar("T")


class Cursor:
    """One statement; its thread is visited again only when there are more rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rest: sqlite3.Cursor | None = None
        self._rows: list[Row] = []
        self.description: Sequence[object] | None = None
        self.rowcount, self.arraysize = -1, 1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, values: Sequence[object] = ()) -> None:
        def run(connection: sqlite3.Connection) -> None:
            cursor = connection.execute(statement, values)
            self._rows = cursor.fetchmany(AT_ONCE)
            self._keep(cursor, is_whole=len(self._rows) < AT_ONCE)

        await self._connection.visit(run)

    async def executemany(self, statement: str, many: Iterable[Sequence[object]]) -> None:
        def run(connection: sqlite3.Connection) -> None:
            self._keep(connection.executemany(statement, many), is_whole=True)

        await self._connection.visit(run)

    async def fetchmany(self, size: int | None = None) -> list[Row]:
        wanted = size or self.arraysize
        if len(self._rows) < wanted and (rest := self._rest):
            self._rows += await self._connection.visit(lambda _: rest.fetchmany(AT_ONCE + wanted))
        rows, self._rows = self._rows[:wanted], self._rows[wanted:]
        return rows

    async def fetchone(self) -> Row | None:
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def fetchall(self) -> list[Row]:
        rows, self._rows = self._rows, []
        if rest := self._rest:
            rows += await self._connection.visit(lambda _: rest.fetchall())
        return rows

    async def __aiter__(self) -> AsyncIterator[Row]:
        while (row := await self.fetchone()) is not None:
            yield row

    async def close(self) -> None:
        self._rows = []
        if rest := self._rest:
            self._rest = None
            await self._connection.visit(lambda _: rest.close())

    def _keep(self, cursor: sqlite3.Cursor, *, is_whole: bool) -> None:
        self.description, self.rowcount = cursor.description, cursor.rowcount
        self.lastrowid = cursor.lastrowid
        if is_whole:
            cursor.close()
        else:
            self._rest = cursor


class Connection(aiosqlite.Connection):
    """A connection with a thread of its own."""

    def cursor(self) -> Cursor:  # type: ignore[override]  # what SQLAlchemy uses of one, no more
        return Cursor(self)

    async def visit(self, act: Callable[[sqlite3.Connection], T]) -> T:
        return cast("T", await self._execute(act, self._conn))  # type: ignore[no-untyped-call]  # aiosqlite leaves it untyped


def connect(database: str, **options: Any) -> Connection:  # noqa: ANN401 (as sqlite3 takes them)
    """A connection to be awaited, as `aiosqlite.connect` makes it."""
    connection = Connection(lambda: sqlite3.connect(database, **options), iter_chunk_size=AT_ONCE)
    connection._thread.daemon = True  # noqa: SLF001 (as SQLAlchemy does: an exit waits for nobody)
    return connection
