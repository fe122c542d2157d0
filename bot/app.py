"""The composition root: settings become a running Togi. The only file that names concrete parts."""

from __future__ import annotations

import asyncio
import copyreg
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import ClientSession
from slack_bolt.async_app import AsyncApp
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot import locales
from bot.flows.all import declare
from bot.flows.calendar import Calendar
from bot.flows.durable import Durable
from bot.flows.house import House
from bot.listeners import register
from bot.listeners.asking import Asking
from bot.schema import METADATA
from bot.settings import Service, Settings
from bot.slack.budget import Budgets
from bot.slack.people import People
from core.datasets.counting.prices import Prices
from core.providers import Chat, Client, Training, profile_for
from core.storage import Database, DataFolder, migrate

if TYPE_CHECKING:
    from openai import AsyncOpenAI

# Bolt copies a request, clients and all, for what runs after the acknowledgement: the connections
# stay the same ones. A reduction that is a name tells `copy` to leave a thing as it is.
copyreg.pickle(ClientSession, lambda _wire: "wire")

CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 120.0  # a base that is loaded for its first question is silent for long


@dataclass(frozen=True, slots=True)
class Togi:
    """A Togi that runs: Slack's events go into `bolt`."""

    bolt: AsyncApp
    house: House


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Togi]:
    """Own the data, migrate, declare the flows, take up what was in flight.

    Raises:
        BrokenPrices: when the operator's own table of prices can't be read.
        FolderInUse: when another process owns the data folder.
    """
    prices = await asyncio.to_thread(Prices.read, settings.prices)
    folder = DataFolder(settings.data)
    folder.acquire()
    await asyncio.to_thread(migrate, settings.database_url, METADATA)
    await asyncio.to_thread(locales.load)
    database = Database(settings.database_url)
    wire = ClientSession()
    durable = Durable(database, engine_url(settings))
    await durable.prepare()
    house = House(
        settings=settings,
        database=database,
        durable=durable,
        slack=slack_client(settings, wire, patient=True),
        passing=slack_client(settings, wire, patient=False),
        budgets=Budgets(settings.slack_pace),
        people=People(settings.operators),
        chat=Chat(profile_for(settings.chat.base_url), provider_client(settings.chat)),
        training=Training(
            profile_for(settings.training.base_url), provider_client(settings.training)
        ),
        prices=prices,
    )
    bolt = AsyncApp(
        name="togi",  # or Bolt reads the source of every caller for one
        client=house.slack,
        logger=_only_errors("togi.bolt"),
        signing_secret=settings.slack_signing_secret or None,
        request_verification_enabled=bool(settings.slack_signing_secret),
        process_before_response=True,  # an event is acknowledged when it is safe, not before
    )
    flows = declare(house)
    register(bolt, house, flows)
    await durable.launch()
    watches = [
        asyncio.create_task(Asking(house, flows).watch()),
        asyncio.create_task(Calendar(house, flows).keep()),
    ]
    try:
        yield Togi(bolt, house)
    finally:
        for watch in watches:
            watch.cancel()
        await house.behind.end()
        await durable.close()
        await database.close()
        await wire.close()
        folder.release()


def _only_errors(name: str) -> logging.Logger:
    """A logger for Bolt, which warns of what is meant: our own client beside a token."""
    logger = logging.getLogger(name)
    logger.setLevel(logging.ERROR)
    return logger


def engine_url(settings: Settings) -> str:
    """Where the durable engine keeps its own tables: a second file, so that writers don't queue."""
    if settings.database_url.startswith("sqlite"):
        return f"sqlite:///{settings.data.absolute() / 'engine.db'}"
    return settings.database_url


def slack_client(settings: Settings, wire: ClientSession, *, patient: bool) -> AsyncWebClient:
    """A client that keeps its connections; a patient one waits when Slack says 429.

    A 429 was not done, so it may be repeated blindly. After a broken connection or a 5xx it may
    have been: the flows look for what was posted before they post again.
    """
    client = AsyncWebClient(
        token=settings.slack_bot_token, base_url=settings.slack_api_url, session=wire
    )
    client.retry_handlers = [AsyncRateLimitErrorRetryHandler(max_retry_count=3)] if patient else []
    return client


def provider_client(service: Service) -> Client:
    return Client(partial(openai_client, service))


def openai_client(service: Service) -> AsyncOpenAI:
    from openai import AsyncOpenAI, Timeout

    # Without a key the SDK refuses to be built; the provider's own refusal says more.
    return AsyncOpenAI(
        base_url=service.base_url,
        api_key=service.api_key or "none",
        timeout=Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS),
        max_retries=1,
    )
