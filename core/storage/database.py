"""One database: its engine, its sessions, and how SQLite is told to be careful."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, nullcontext
from typing import Protocol, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import Session
from sqlmodel.ext.asyncio.session import AsyncSession

from core.storage import sqlite
from core.storage.prompt import Prompt, driven

R = TypeVar("R")


class _Connection(Protocol):
    isolation_level: str | None

    def execute(self, statement: str) -> object: ...


def be_careful(connection: _Connection, _record: object) -> None:
    """Wait for other writers, never lose an acknowledged write, honour foreign keys."""
    connection.isolation_level = "IMMEDIATE"
    for pragma in (
        "busy_timeout=30000",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def async_url(url: str) -> sa.URL:
    """`sqlite:///…` and `postgresql://…` with the drivers that Togi brings."""
    return _driven(url, {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"})


def sync_url(url: str) -> sa.URL:
    """The same database for libraries that connect without an event loop."""
    return _driven(url, {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"})


def _driven(url: str, drivers: dict[str, str]) -> sa.URL:
    """Hosts that hand out databases write `postgres://` for `postgresql://`."""
    parsed = sa.make_url(url)
    backend = parsed.drivername.partition("+")[0]
    return parsed.set(drivername=drivers["postgresql" if backend == "postgres" else backend])


async def begin_writing(session: AsyncSession) -> None:
    """Be the one who writes before anything is read.

    SQLite's driver opens a transaction only at the first write, so two writers could both read
    before either writes: here the writer's lock is taken first.
    """
    if session.get_bind().dialect.name == "sqlite":
        await (await session.connection()).exec_driver_sql("BEGIN IMMEDIATE")


def _by_one_trip(
    _dialect: sa.Dialect, _record: object, _about: list[object], options: dict[str, object]
) -> None:
    options["async_creator_fn"] = sqlite.connect


class Database:
    """The one place that opens sessions; whoever opens one owns its transaction."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine: AsyncEngine = create_async_engine(
            async_url(url),
            hide_parameters=True,  # what people wrote stays out of the log
        )
        self._beside = sa.create_engine(sync_url(url), hide_parameters=True)  # for threads
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self._beside, "connect", be_careful)
            sa.event.listen(self.engine.sync_engine, "do_connect", _by_one_trip)
            sa.event.listen(self.engine.sync_engine, "connect", be_careful)
        self._writing = asyncio.Lock() if self.engine.dialect.name == "sqlite" else nullcontext()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose work is kept whole at the end, or not at all."""
        async with (
            self.turn_to_write(),
            AsyncSession(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            await begin_writing(session)
            yield session

    async def at_once(self, act: Callable[[AsyncSession], Coroutine[object, object, R]]) -> R:
        """A transaction in one trip to a thread, for what somebody waits for and is short.

        `act` waits for nothing but its session.
        """
        async with self.turn_to_write():
            return await asyncio.to_thread(self._in_thread, act)

    def _in_thread(self, act: Callable[[AsyncSession], Coroutine[object, object, R]]) -> R:
        with Session(self._beside, expire_on_commit=False) as session, session.begin():
            if self._beside.dialect.name == "sqlite":
                session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            return driven(act(cast("AsyncSession", Prompt(session))))

    @asynccontextmanager
    async def turn_to_write(self) -> AsyncIterator[None]:
        """Wait for the other writers of this process: first come, first served.

        SQLite lets one write at a time; the others would sleep and look again, each with a
        connection in its hand that a reader could use.
        """
        async with self._writing:
            yield

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that only looks; it waits for no writer."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session

    async def close(self) -> None:
        await self.engine.dispose()
        self._beside.dispose()
