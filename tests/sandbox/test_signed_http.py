"""Signed HTTP: a real Bolt app behind its own verifier, and Slack's retries."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import tokens
from tests.sandbox.conftest import Bench, Json, bench_at, until


@asynccontextmanager
async def listening(application: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        port = runner.addresses[0][1]
        yield f"http://127.0.0.1:{port}/slack/events"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bolt_over_http(data: Path) -> AsyncIterator[tuple[Bench, AsyncApp]]:
    await asyncio.to_thread(data.mkdir)
    secrets = await asyncio.to_thread(tokens.load_or_make, data / "tokens.json")
    app = AsyncApp(
        signing_secret=secrets.signing_secret,
        client=AsyncWebClient(token=secrets.bot_token, base_url="http://127.0.0.1:9/api/"),
        request_verification_enabled=True,
        ssl_check_enabled=False,
        authorize=_authorize,
    )
    async with (
        listening(app.web_app("/slack/events")) as url,
        bench_at(data, request_url=url) as bench,
    ):
        yield bench, app


async def _authorize(**_: object) -> object:
    from slack_bolt.authorization import AuthorizeResult

    return AuthorizeResult(
        enterprise_id=None, team_id="T0TOGI", bot_token="xoxb-x", bot_id="B0TOGI"
    )


async def test_events_commands_and_clicks_pass_the_verifier(tmp_path: Path) -> None:
    async with bolt_over_http(tmp_path / "data") as (bench, app):
        heard: list[str] = []

        @app.event("app_mention")
        async def mentioned(event: Json) -> None:
            heard.append(event["text"])

        @app.command("/ft")
        async def command(ack: AsyncAck, command: Json) -> None:
            heard.append(command["text"])
            await ack("done")

        @app.shortcut("rate_answer")
        async def shortcut(ack: AsyncAck, body: Json) -> None:
            heard.append(body["message"]["text"])
            await ack()

        said = await bench.do("message", channel="C0GENERAL", text="@togi 研ぐ")
        ran = await bench.do("command", channel="C0GENERAL", command="/ft", text="a & b")
        asked = await bench.do(
            "shortcut", callback_id="rate_answer", channel="C0GENERAL", message_ts=said["ts"]
        )

        assert ran == {"ok": True}
        assert asked == {"ok": True}
        await until(lambda: len(heard) == 3)
        assert sorted(heard) == sorted(["<@U0TOGI> 研ぐ", "a &amp; b", "<@U0TOGI> 研ぐ"])
        await until(lambda: not bench.house.workspace.pending)


async def test_what_is_not_taken_comes_again_with_a_reason(tmp_path: Path) -> None:
    seen: list[tuple[str | None, str | None]] = []

    async def stubborn(request: web.Request) -> web.Response:
        headers = request.headers
        seen.append((headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason")))
        if len(seen) == 2:
            await asyncio.sleep(1)
        return web.Response(status=500 if len(seen) < 3 else 200)

    application = web.Application()
    application.router.add_post("/slack/events", stubborn)
    async with listening(application) as url, bench_at(tmp_path, request_url=url) as bench:
        await bench.do("message", channel="D0AIKO", text="hello")

        await until(lambda: not bench.house.workspace.pending)

    assert seen == [(None, None), ("1", "http_error"), ("2", "http_timeout")]


async def test_an_app_can_ask_for_no_retries(tmp_path: Path) -> None:
    seen: list[str] = []

    async def no_retry(_request: web.Request) -> web.Response:
        seen.append("once")
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    application = web.Application()
    application.router.add_post("/slack/events", no_retry)
    async with listening(application) as url, bench_at(tmp_path, request_url=url) as bench:
        await bench.do("message", channel="D0AIKO", text="hello")
        await until(lambda: not bench.house.workspace.pending)

    assert seen == ["once"]


async def test_a_socket_goes_before_the_url(tmp_path: Path) -> None:
    async with bench_at(tmp_path, request_url="http://127.0.0.1:9/slack/events") as bench:
        togi = await bench.togi()
        await bench.do("message", channel="D0AIKO", text="over the wire")

        assert await until(lambda: togi.heard_of("message"))
