"""Says in a placeholder how far a file has been read, while that takes long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError

from bot.flows.house import House
from bot.locales import words_for
from bot.views.bringing import reading
from core.datasets.tables import Arrival
from core.datasets.versions.progress import Progress

SPARED = 15  # edits a minute that are left for final states
EDITS_APART = 2  # times as far as those of an answer: nobody reads along


@asynccontextmanager
async def telling(house: House, arrival: Arrival, ts: str, name: str) -> AsyncIterator[Progress]:
    """What the reading thread writes into it is shown every few seconds; small files never are."""
    progress, done = Progress(), asyncio.Event()
    task = asyncio.create_task(_tell_until(done, progress, house, arrival, ts, name))
    try:
        yield progress
    finally:
        done.set()
        await task  # so that no late edit takes the place of the card


async def _tell_until(
    done: asyncio.Event, progress: Progress, house: House, arrival: Arrival, ts: str, name: str
) -> None:
    say, seconds = words_for(arrival.locale), EDITS_APART * house.settings.edit_seconds
    while not await _is_done(done, seconds):
        if house.budgets.updates.spare > SPARED:
            message = reading(name, say, rows=progress.rows, checking=progress.checking)
            with suppress(SlackClientError, ClientError, TimeoutError):  # a courtesy
                await house.edit(arrival.channel, ts, message)


async def _is_done(done: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await done.wait()
    return done.is_set()
