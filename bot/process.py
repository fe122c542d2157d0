"""A process that lives: logs, signals, Socket Mode or signed HTTP, a clean end."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import sys
from typing import TYPE_CHECKING

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import Togi, running
from bot.flows.house import House
from bot.settings import Settings

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

WATCH_SECONDS = 15.0
SILENCE_SECONDS = 120.0


def configure_logs(log_format: str) -> None:
    """One line an event on standard error: for people, or as JSON for machines."""
    # Tracebacks without local variables: those hold tokens and what people wrote.
    as_json = (
        structlog.processors.ExceptionRenderer(
            structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        ),
        structlog.processors.JSONRenderer(),
    )
    as_text = (structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            *(as_json if log_format == "json" else as_text),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)


async def settle(house: House) -> None:
    """Make up for what was put off so that Togi listens sooner.

    The provider's SDK is loaded beside the loop. What lives as long as the process is kept apart
    from what is looked through again and again; next to nothing of it is garbage, so nobody waits
    for a search.
    """
    try:
        await house.chat.client.get()
        await house.training.client.get()
    finally:
        gc.freeze()
        gc.enable()


async def until_told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()


async def run_socket(settings: Settings) -> int:
    """Togi over Socket Mode: no public address needed.

    Returns:
        0 when told to stop, 1 when the connection was lost for good: a supervisor starts it anew.
    """
    async with running(settings) as togi:
        handler = AsyncSocketModeHandler(
            togi.bolt,
            app_token=settings.slack_app_token,
            web_client=AsyncWebClient(
                token=settings.slack_app_token, base_url=settings.slack_api_url
            ),
        )
        await handler.client.connect()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
        print("Togi is listening to Slack", flush=True)  # noqa: T201 (who starts Togi waits for it)
        settling = asyncio.create_task(settle(togi.house))
        stopped = asyncio.create_task(until_told_to_stop())
        lost = asyncio.create_task(_until_lost(handler.client))
        done, pending = await asyncio.wait({stopped, lost}, return_when=asyncio.FIRST_COMPLETED)
        for task in {settling, *pending}:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await handler.client.close()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
        return 0 if stopped in done else 1


async def _until_lost(client: SocketModeClient) -> None:
    """Wait until the socket has been down for long: it has a history of silent stalls."""
    loop = asyncio.get_running_loop()
    last_seen = loop.time()
    while loop.time() - last_seen < SILENCE_SECONDS:
        await asyncio.sleep(WATCH_SECONDS)
        if await client.is_connected():
            last_seen = loop.time()
    structlog.get_logger().error("slack is out of reach", seconds=SILENCE_SECONDS)


def web_app(togi: Togi) -> Starlette:
    """Signed HTTP for Slack, and what a load balancer asks."""
    from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    handler = AsyncSlackRequestHandler(togi.bolt)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_request: Request) -> Response:
        async with togi.house.database.reading() as session:
            await session.connection()
        return PlainTextResponse("ok")

    return Starlette(
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            Route("/healthz", alive),
            Route("/readyz", ready),
        ]
    )


async def run_web(settings: Settings) -> int:
    """Togi over signed HTTP."""
    import uvicorn

    async with running(settings) as togi:
        config = uvicorn.Config(
            web_app(togi), host=settings.host, port=settings.port, log_level="warning"
        )
        server = uvicorn.Server(config)
        print(f"listening on http://{settings.host}:{settings.port}", flush=True)  # noqa: T201 (who starts Togi waits for it)
        settling = asyncio.create_task(settle(togi.house))
        await server.serve()
        settling.cancel()
    return 0
