"""What goes on behind an acknowledgement: tasks of this process, held until they are done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress

from bot.bugs import reported

PATIENCE_SECONDS = 1.0
FAREWELL_SECONDS = 3.0


class Behind:
    """Tasks that nobody waits for; the loop alone would let them vanish.

    They end with the process: what must not be lost is kept before it is acknowledged.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()
        self._awaited = 0
        self._calm = asyncio.Event()

    def go_on(self, story: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(_to_its_end(story))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @asynccontextmanager
    async def awaited(self) -> AsyncIterator[None]:
        """Around what Slack waits for: it goes before what waits for its turn."""
        self._awaited += 1
        try:
            yield
        finally:
            self._awaited -= 1
            if not self._awaited:
                self._calm.set()

    async def calm(self) -> None:
        """Wait until Slack waits for nothing, or a moment."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while self._awaited:
                    self._calm.clear()
                    await self._calm.wait()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """One at a time, when Slack waits for nothing, or after a moment all the same."""
        await self.calm()
        async with self._turn:
            yield

    async def end(self, patience: float = FAREWELL_SECONDS) -> None:
        """Let what has begun come to its end, or break it off after a moment."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=patience)
            for task in late:
                task.cancel()


async def _to_its_end(story: Coroutine[object, object, None]) -> None:
    try:
        await story
    except Exception as error:  # noqa: BLE001 (nobody waits for it: the log gets it)
        reported(error)
