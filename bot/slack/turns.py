"""One at a time for each key, in this process: the second finds what the first has done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    wanted: int = 0


@dataclass(slots=True)
class Turns:
    """A lock for each key that somebody holds or waits for, and for no other."""

    _turns: dict[str, _Turn] = field(default_factory=dict)

    @asynccontextmanager
    async def of(self, key: str) -> AsyncIterator[None]:
        turn = self._turns.setdefault(key, _Turn())
        turn.wanted += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.wanted -= 1
            if not turn.wanted:
                del self._turns[key]

    @asynccontextmanager
    async def unless_awaited(self, key: str) -> AsyncIterator[bool]:
        """Whether it is one's turn: not where another waits for it, who will find all there is."""
        turn = self._turns.get(key)
        if turn and turn.wanted > 1:
            yield False
            return
        async with self.of(key):
            yield True
