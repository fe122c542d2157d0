"""A provider on a socket, and the real SDK pointed at it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from openai import AsyncOpenAI

from core.providers import PROFILES, Chat, Client, Training
from tests.fakes.provider import KEY, Provider, serving


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with serving() as provider:
        yield provider


@pytest.fixture
async def client(provider: Provider) -> AsyncIterator[Client]:
    async with AsyncOpenAI(base_url=provider.base_url, api_key=KEY, max_retries=1) as client:
        yield Client(lambda: client)


@pytest.fixture
def training(client: Client) -> Training:
    return Training(PROFILES["generic"], client)


@pytest.fixture
def chat(client: Client) -> Chat:
    return Chat(PROFILES["generic"], client)
