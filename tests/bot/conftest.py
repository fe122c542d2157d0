"""A house to call steps and listeners in, without a process around it."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import provider_client
from bot.flows.durable import Durable
from bot.flows.house import House
from bot.settings import read
from bot.slack.people import People
from core.providers import Chat, Training, profile_for
from core.storage import Database


@pytest.fixture
def house(database: Database) -> House:
    """A house whose Slack and provider are out of reach."""
    settings = read({"OPENAI_BASE_URL": "http://127.0.0.1:9"}, needs=())
    profile, client = profile_for(settings.chat.base_url), provider_client(settings.chat)
    slack = AsyncWebClient(base_url="http://127.0.0.1:9/api/")
    return House(
        settings=settings,
        database=database,
        durable=Durable(database, database.url),
        slack=slack,
        passing=slack,
        people=People(settings.operators),
        chat=Chat(profile, client),
        training=Training(profile, client),
    )
