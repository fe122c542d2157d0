"""Says in a message how far something is, while that takes long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError

from bot.bugs import reported
from bot.flows.house import House
from bot.locales import words_for
from bot.views.datasets.bringing import reading
from core.datasets.tables import Arrival
from core.datasets.versions.progress import Progress

SPARED = 15  # edits a minute that are left for final states
EDITS_APART = 2  # times as far as those of an answer: nobody reads along


@asynccontextmanager
async def retelling(house: House, tell: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Tell every few seconds, as far as Slack takes edits; what is over soon is never told of."""
    done = asyncio.Event()
    task = asyncio.create_task(_tell_until(done, house, tell))
    try:
        yield
    finally:
        done.set()
        await task  # so that no late edit takes the place of what comes next


@asynccontextmanager
async def telling(house: House, arrival: Arrival, ts: str, name: str) -> AsyncIterator[Progress]:
    """What the thread that reads a file writes into it is shown in the placeholder."""
    progress, say = Progress(), words_for(arrival.locale)

    async def tell() -> None:
        message = reading(name, say, rows=progress.rows, checking=progress.checking)
        await house.edit(arrival.channel, ts, message)

    async with retelling(house, tell):
        yield progress


async def _tell_until(
    done: asyncio.Event, house: House, tell: Callable[[], Awaitable[None]]
) -> None:
    while not await _is_done(done, EDITS_APART * house.settings.edit_seconds):
        if house.budgets.updates.spare > SPARED:
            try:
                await tell()
            except (SlackClientError, ClientError, TimeoutError):
                continue  # a courtesy
            except Exception as error:  # noqa: BLE001 (what is told of goes on; the log gets it)
                reported(error)


async def _is_done(done: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await done.wait()
    return done.is_set()
