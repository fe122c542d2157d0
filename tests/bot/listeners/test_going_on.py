"""Listeners that acknowledge at once and go on behind that, as Slack sees them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.house import House
from bot.listeners import errors, going_on
from core.errors import TogiError

CLICK = {
    "type": "block_actions",
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "channel": {"id": "C1"},
    "actions": [{"type": "button", "action_id": "look", "block_id": "b", "action_ts": "1.1"}],
}
EVENT = {
    "type": "event_callback",
    "team_id": "T1",
    "event": {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"},
}


class Closed(TogiError):
    template = "It is closed."


class Told(list[dict[str, str]]):
    """What a Slack that agrees to everything was told in private."""

    url = ""


@pytest.fixture
async def slack() -> AsyncIterator[Told]:
    told = Told()

    async def agree(request: web.Request) -> web.Response:
        if request.match_info["method"] == "chat.postEphemeral":
            told.append(dict(await request.post()) or await request.json())
        user = {"id": "U1", "team_id": "T1", "locale": "en-US", "real_name": "Ben"}
        return web.Response(
            text=json.dumps({"ok": True, "user": user, "ts": "1.1"}),
            content_type="application/json",
        )

    app = web.Application()
    app.router.add_route("*", "/api/{method}", agree)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    told.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    yield told
    await runner.cleanup()


@pytest.fixture
def bolt(house: House, slack: Told) -> tuple[AsyncApp, House]:
    client = AsyncWebClient(token="xoxb-1", base_url=slack.url)
    app = AsyncApp(client=client, request_verification_enabled=False, process_before_response=True)
    whole = replace(house, slack=client)
    errors.register(app, whole)
    return app, whole


async def test_it_is_acknowledged_before_the_rest_is_done(bolt: tuple[AsyncApp, House]) -> None:
    app, house = bolt
    may_go_on, done = asyncio.Event(), list[str]()

    async def look(body: dict[str, dict[str, str]]) -> None:
        await may_go_on.wait()
        done.append(body["user"]["id"])

    app.action("look")(going_on.behind(house, look))

    answer = await app.async_dispatch(AsyncBoltRequest(body=CLICK, mode="socket_mode"))
    assert (answer.status, done) == (200, [])
    may_go_on.set()
    await house.behind.end()
    assert done == ["U1"]


async def test_a_refusal_behind_it_reaches_the_person(
    bolt: tuple[AsyncApp, House], slack: Told
) -> None:
    app, house = bolt

    async def look() -> None:
        raise Closed

    app.action("look")(going_on.behind(house, look))

    await app.async_dispatch(AsyncBoltRequest(body=CLICK, mode="socket_mode"))
    await house.behind.end()
    assert [(one["channel"], one["user"], one["text"]) for one in slack] == [
        ("C1", "U1", "It is closed.")
    ]


async def test_an_event_that_passing_trouble_met_is_tried_again(
    bolt: tuple[AsyncApp, House], slack: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack doesn't bring it again: it was acknowledged."""
    monkeypatch.setattr(going_on, "TRIED_AGAIN_AFTER", (0.0, 0.0))
    app, house = bolt
    tries = list[int]()

    async def opened() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise TimeoutError

    app.event("app_home_opened")(going_on.behind(house, opened))

    await app.async_dispatch(AsyncBoltRequest(body=EVENT, mode="socket_mode"))
    await house.behind.end()
    assert (len(tries), slack) == (3, [])
