"""The OpenAI SDK's client of one service, made when somebody first needs it.

The SDK takes longer to load than all of Slack's: Togi listens sooner without it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openai import AsyncOpenAI


class Client:
    """Makes the SDK's client once, beside the event loop; `make` may load the SDK first."""

    def __init__(self, make: Callable[[], AsyncOpenAI]) -> None:
        self._make = make
        self._made: AsyncOpenAI | None = None
        self._turn = asyncio.Lock()

    async def get(self) -> AsyncOpenAI:
        async with self._turn:
            if self._made is None:
                self._made = await asyncio.to_thread(self._make)
        return self._made
