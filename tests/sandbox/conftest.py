"""A real sandbox on a free port, a real Bolt app on its websocket, and people who act."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import pytest
from blockbuster import blockbuster_ctx
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.delivery import Patience
from sandbox.house import House
from sandbox.server import Options, running

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
QUICK = Patience(ack_s=0.5, retry_delays_s=(0.0, 0.1))
DEADLINE_S = 10.0

Found = TypeVar("Found")
Json = dict[str, Any]


async def until(look: Callable[[], Found], deadline_s: float = DEADLINE_S) -> Found:
    """What `look` finds, as soon as it finds something."""
    async with asyncio.timeout(deadline_s):
        while not (found := look()):  # noqa: ASYNC110 (anything may make it true)
            await asyncio.sleep(0.02)
        return found


@dataclass
class Togi:
    """The app under observation: everything it was sent, in order."""

    app: AsyncApp
    client: AsyncWebClient
    handler: AsyncSocketModeHandler
    heard: list[Json] = field(default_factory=list)

    def heard_of(self, kind: str) -> list[Json]:
        return [one["event"] for one in self.heard if one.get("event", {}).get("type") == kind]


@dataclass
class Bench:
    """One sandbox, with hands to act as people and eyes on what they see."""

    house: House
    http: aiohttp.ClientSession
    stack: AsyncExitStack

    @property
    def client(self) -> AsyncWebClient:
        return self.client_with(self.house.tokens.bot_token)

    def client_with(self, token: str) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=f"{self.house.base_url}/api/")

    async def do(self, deed: str, person: str = "U0AIKO", **fields: object) -> Json:
        body = {"as": person, **fields}
        async with self.http.post(f"{self.house.base_url}/people/{deed}", json=body) as answer:
            return dict(await answer.json())

    async def see(self, what: str, person: str = "U0AIKO", **query: str) -> Json:
        url = f"{self.house.base_url}/people/{what}"
        async with self.http.get(url, params={"as": person, **query}) as answer:
            return dict(await answer.json())

    async def control(self, deed: str, **fields: object) -> Json:
        url = f"{self.house.base_url}/control/{deed}"
        async with self.http.post(url, json=fields) as answer:
            return dict(await answer.json())

    async def messages(self, channel: str, person: str = "U0AIKO", **query: str) -> list[Json]:
        return list((await self.see("messages", person, channel=channel, **query))["messages"])

    async def watch(self, person: str = "U0AIKO") -> list[Json]:
        """A list that fills with what the person's page is told."""
        url = f"{self.house.base_url}/people/events?as={person}"
        socket = await self.stack.enter_async_context(self.http.ws_connect(url))
        told: list[Json] = []

        async def listen() -> None:
            async for message in socket:
                told.append(message.json())  # noqa: PERF401 (told fills while the test looks on)

        listening = asyncio.create_task(listen())
        self.stack.callback(listening.cancel)
        return told

    async def togi(self, set_up: Callable[[AsyncApp], object] = lambda _app: None) -> Togi:
        """A connected Bolt app; `set_up` registers its listeners."""
        app = AsyncApp(client=self.client)
        handler = AsyncSocketModeHandler(
            app, self.house.tokens.app_token, web_client=self.client, ping_interval=1
        )
        togi = Togi(app, self.client, handler)

        @app.middleware
        async def record(body: Json, next_: Callable[[], Any]) -> None:
            togi.heard.append(body)
            await next_()

        set_up(app)
        self.stack.push_async_callback(handler.close_async)
        await handler.connect_async()
        await until(lambda: self.house.links.connected)
        return togi


@asynccontextmanager
async def bench_at(data: Path, **options: object) -> AsyncIterator[Bench]:
    chosen: Json = {"rate_scale": math.inf, "patience": QUICK, "allow_faults": True, **options}
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(
            running(Options(data=data, manifest=MANIFEST, port=0, **chosen))
        )
        http = await stack.enter_async_context(aiohttp.ClientSession())
        inner = await stack.enter_async_context(AsyncExitStack())
        yield Bench(house, http, inner)


@pytest.fixture(autouse=True)
def unblocked_sandbox() -> Iterator[None]:
    """A call of the sandbox that blocks its event loop fails the test that made it."""
    with blockbuster_ctx(["sandbox"]):
        yield


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench_at(tmp_path / "sandbox") as one:
        yield one
