"""The sandbox as a process, a real Bolt app on its websocket, and a real browser on its page."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, async_playwright, expect
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.page.small_app import Json, Togi

ROOT = Path(__file__).parents[3]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]

PATIENCE_S = 20  # a busy machine may take its time; a green test does not
expect.set_options(timeout=PATIENCE_S * 1000)


@dataclass
class Sandbox:
    """A sandbox that runs as its own process."""

    data: Path
    url: str = ""
    tokens: dict[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """On a free port at first, on the same one after that."""
        port = self.url.rpartition(":")[2] or "0"
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "sandbox", "--port", port, "--data", str(self.data)),
            *("--manifest", str(ROOT / "manifest.yml"), "--allow-faults", "--rate-scale", "inf"),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE_S):
            line = (await self.process.stdout.readline()).decode().strip()
        self.url = line.removeprefix("listening on ")
        kept = await asyncio.to_thread((self.data / "tokens.json").read_text)
        self.tokens = json.loads(kept)

    async def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    def client(self) -> AsyncWebClient:
        return AsyncWebClient(token=self.tokens["bot_token"], base_url=f"{self.url}/api/")

    async def do(self, deed: str, person: str, **fields: object) -> Json:
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{self.url}/people/{deed}", json={"as": person, **fields}) as answer,
        ):
            return dict(await answer.json())


# One browser serves a whole file, so everything here lives on the file's event loop.
on_loop = partial(pytest_asyncio.fixture, loop_scope="module")


@on_loop()
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    one = Sandbox(tmp_path / "sandbox")
    await one.start()
    yield one
    await one.kill()


@on_loop()
async def togi(sandbox: Sandbox) -> AsyncIterator[Togi]:
    app = AsyncApp(client=sandbox.client())
    one = Togi(sandbox.client(), app)
    one.listen()
    token = sandbox.tokens["app_token"]
    handler = AsyncSocketModeHandler(app, token, web_client=sandbox.client())
    await handler.connect_async()
    yield one
    await handler.close_async()


@on_loop(scope="module")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine, so nobody looked at the page")
    async with async_playwright() as playwright:
        one = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield one
        await one.close()


@on_loop()
async def page(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Page]:
    """Ben looks at #support; whatever the page's console complains about fails the test."""
    complaints: list[str] = []
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_S * 1000)
    one = await context.new_page()
    one.on("pageerror", lambda error: complaints.append(str(error)))
    one.on("console", lambda said: complaints.append(said.text) if is_fault(said) else None)
    await one.add_init_script("localStorage.setItem('togi.sandbox.hint', 'seen')")
    await arrive(one, sandbox, "U0BEN", "C0SUPPORT")
    yield one
    await context.close()
    assert not complaints


def is_fault(said: ConsoleMessage) -> bool:
    """An answer that fails is the sandbox's business; a broken policy or script is the page's."""
    beside_the_point = ("Failed to load resource", "WebSocket connection to")
    return said.type == "error" and not said.text.startswith(beside_the_point)


async def arrive(page: Page, sandbox: Sandbox, person: str, channel: str) -> None:
    await page.goto(f"{sandbox.url}/?as={person}#{channel}")
    await page.reload()  # a changed fragment alone loads nothing
    await expect(page.locator("body[data-ready]")).to_be_attached()


@pytest.fixture
def composer(page: Page) -> Locator:
    return page.locator(".main-pane .composer-field")
