"""Whoever speaks hears of a stop: one look at the database now and then, for all answers at once.

The wish may have come in through another process, so it is looked up, not handed over.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import SQLAlchemyError

from bot.bugs import reported
from core.answers import asked_to_stop
from core.storage import Database

LOOK_SECONDS = 0.5


class Stops:
    """The answers that are being given in this process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._wished: dict[str, asyncio.Event] = {}
        self._task: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def heard(self, answer_id: str) -> AsyncIterator[asyncio.Event]:
        """An event that is set when somebody wishes the answer to stop."""
        wish = self._wished[answer_id] = asyncio.Event()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._look())
        try:
            yield wish
        finally:
            del self._wished[answer_id]

    async def _look(self) -> None:
        while self._wished:
            try:
                async with self._database.reading() as session:
                    wished = await asked_to_stop(session)
            except SQLAlchemyError as error:  # the next look may do
                reported(error)
                wished = set()
            for answer_id in wished & self._wished.keys():
                self._wished[answer_id].set()
            await asyncio.sleep(LOOK_SECONDS)
