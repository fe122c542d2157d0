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
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, async_playwright, expect
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

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
Json = dict[str, Any]

PATIENCE_S = 20  # a busy machine may take its time; a green test does not
expect.set_options(timeout=PATIENCE_S * 1000)


def words(text: str, kind: str = "plain_text") -> Json:
    return {"type": kind, "text": text}


def button(text: str, action_id: str) -> Json:
    return {"type": "button", "text": words(text), "action_id": action_id, "value": action_id}


MENU: list[Json] = [
    {"type": "header", "text": words("What Togi can do")},
    {"type": "section", "text": words("*Bring* examples", "mrkdwn")},
    {"type": "actions", "elements": [button("Add a data set", "add")]},
]
FEEDBACK: Json = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "feedback",
            "positive_button": {"text": words("Good answer"), "value": "up"},
            "negative_button": {"text": words("Bad answer"), "value": "down"},
        }
    ],
}
MODAL: Json = {
    "type": "modal",
    "callback_id": "add",
    "notify_on_close": True,
    "title": words("Add a data set"),
    "submit": words("Add"),
    "close": words("Cancel"),
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": words("Name"),
            "element": {"type": "plain_text_input", "action_id": "value"},
        },
        {
            "type": "input",
            "block_id": "kind",
            "label": words("Language"),
            "element": {
                "type": "static_select",
                "action_id": "value",
                "options": [
                    {"text": words("English"), "value": "en"},
                    {"text": words("日本語"), "value": "ja"},
                ],
            },
        },
        {
            "type": "input",
            "block_id": "file",
            "optional": True,
            "label": words("File"),
            "element": {"type": "file_input", "action_id": "value", "filetypes": ["csv"]},
        },
    ],
}


@dataclass
class Sandbox:
    """A sandbox that runs as its own process."""

    url: str
    tokens: dict[str, str]

    def client(self) -> AsyncWebClient:
        return AsyncWebClient(token=self.tokens["bot_token"], base_url=f"{self.url}/api/")

    async def do(self, deed: str, person: str, **fields: object) -> Json:
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{self.url}/people/{deed}", json={"as": person, **fields}) as answer,
        ):
            return dict(await answer.json())


@dataclass
class Togi:
    """A small app: it answers /ft, opens a modal, hears feedback, and remembers what it heard."""

    client: AsyncWebClient
    app: AsyncApp
    actions: list[Json] = field(default_factory=list)
    submitted: list[Json] = field(default_factory=list)
    closed: list[Json] = field(default_factory=list)
    events: list[Json] = field(default_factory=list)
    shortcuts: list[str] = field(default_factory=list)

    def listen(self) -> None:
        app = self.app

        @app.command("/ft")
        async def menu(ack: AsyncAck, respond: AsyncRespond) -> None:
            await ack()
            await respond(text="What Togi can do", blocks=MENU)

        @app.action("add")
        async def add(ack: AsyncAck, body: Json) -> None:
            await ack()
            await self.client.views_open(trigger_id=body["trigger_id"], view=MODAL)

        @app.action("feedback")
        async def feedback(ack: AsyncAck, body: Json) -> None:
            await ack()
            self.actions.append(body["actions"][0])
            await self.client.chat_postEphemeral(
                channel=body["channel"]["id"], user=body["user"]["id"], text="Thank you, noted."
            )

        @app.view("add")
        async def submit(ack: AsyncAck, view: Json) -> None:
            values = view["state"]["values"]
            if values["name"]["value"]["value"] == "taken":
                await ack(response_action="errors", errors={"name": "That name is taken."})
                return
            self.submitted.append(values)
            await ack()

        @app.view_closed("add")
        async def closed(ack: AsyncAck, body: Json) -> None:
            await ack()
            self.closed.append(body)

        @app.shortcut("rate_answer")
        async def shortcut(ack: AsyncAck, body: Json) -> None:
            await ack()
            self.shortcuts.append(body["message"]["text"])

        for kind in ("message", "app_mention", "agent_session_stopped", "app_home_opened"):
            app.event(kind)(self._remember)
        for kind in ("reaction_added", "reaction_removed"):
            app.event(kind)(self._remember)

    async def _remember(self, event: Json) -> None:
        self.events.append(event)

    def heard(self, kind: str) -> list[Json]:
        return [one for one in self.events if one["type"] == kind]


# One browser serves a whole file, so everything here lives on the file's event loop.
on_loop = partial(pytest_asyncio.fixture, loop_scope="module")


@on_loop()
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    data = tmp_path / "sandbox"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--port", "0", "--data", str(data)),
        *("--manifest", str(ROOT / "manifest.yml"), "--allow-faults", "--rate-scale", "inf"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE_S):
            line = (await process.stdout.readline()).decode().strip()
        tokens = json.loads(await asyncio.to_thread((data / "tokens.json").read_text))
        yield Sandbox(line.removeprefix("listening on "), tokens)
    finally:
        process.terminate()
        await process.wait()


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
    """A refused request is the sandbox's business; a broken policy or script is the page's."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


async def arrive(page: Page, sandbox: Sandbox, person: str, channel: str) -> None:
    await page.goto(f"{sandbox.url}/?as={person}#{channel}")
    await page.reload()  # a changed fragment alone loads nothing
    await expect(page.locator("body[data-ready]")).to_be_attached()


@pytest.fixture
def composer(page: Page) -> Locator:
    return page.locator(".main-pane .composer-field")
