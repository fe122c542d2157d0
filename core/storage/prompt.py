"""Runs what is written for an async session in a thread, where nothing has to be waited for.

An async session makes a trip to a thread for every statement; a short transaction that somebody
waits for is better made in a single trip, by the same code.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import TypeVar

import sqlalchemy as sa
from sqlmodel import Session

R = TypeVar("R")
AWAITED = {"connection", "exec", "execute", "flush", "get", "get_one"}


class Prompt:
    """A session or its connection, whose answers are there at once: what is awaited of them."""

    def __init__(self, real: Session | sa.Connection) -> None:
        self._real = real

    def __getattr__(self, name: str) -> object:
        found = getattr(self._real, name)
        return _awaitable(found) if name in AWAITED else found


def _awaitable(act: Callable[..., object]) -> Callable[..., Awaitable[object]]:
    async def done(*given: object, **named: object) -> object:
        answer = act(*given, **named)
        return Prompt(answer) if isinstance(answer, sa.Connection) else answer

    return done


def driven(story: Coroutine[object, object, R]) -> R:
    """What a coroutine returns that never really waits."""
    try:
        story.send(None)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]  # what the coroutine returned
    story.close()
    raise RuntimeError("this waits for more than its session")
