"""Composition root: options → a running Slack for one machine."""

from __future__ import annotations

import asyncio
import mimetypes
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from sandbox import control, hooks, manifest, safety, tokens
from sandbox.delivery import Delivery, Patience
from sandbox.faults import Faults
from sandbox.feed import Feed
from sandbox.house import House
from sandbox.links import Links
from sandbox.manifest import Manifest
from sandbox.people.routes import routes as people_routes
from sandbox.rates import Rates
from sandbox.signed_http import SignedHttp
from sandbox.store import Store
from sandbox.tokens import Tokens
from sandbox.triggers import Triggers
from sandbox.uploads import Doors
from sandbox.web_api import WebApi
from sandbox.workspace import Workspace

PAGE = Path(__file__).parent / "page"
LARGEST_BODY = 4 * 1024 * 1024  # uploads are streamed past this limit, to their own


@dataclass(frozen=True)
class Options:
    """What can be chosen at the start."""

    data: Path
    manifest: Path
    port: int = 8100
    request_url: str = ""
    allow_faults: bool = False
    origins: frozenset[str] = frozenset()
    optional_scopes: bool = True
    rate_scale: float = 1.0
    patience: Patience = field(default_factory=Patience)
    socket_lifetime_s: float = 3600.0
    stream_ttl_s: float = 300.0


@dataclass(frozen=True)
class _Kept:
    """What lies on disk."""

    tokens: Tokens
    manifest: Manifest
    workspace: Workspace


def _open(options: Options) -> _Kept:
    mimetypes.init()  # reads the system's tables, so not on the loop
    options.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    (options.data / "files").mkdir(exist_ok=True, mode=0o700)
    return _Kept(
        tokens=tokens.load_or_make(options.data / "tokens.json"),
        manifest=manifest.read(options.manifest, with_optional=options.optional_scopes),
        workspace=Workspace(Store(options.data / "sandbox.db")),
    )


def _furnish(options: Options, kept: _Kept, port: int) -> House:
    base_url = f"http://127.0.0.1:{port}"
    feed = Feed()
    http = (
        SignedHttp(options.request_url, kept.tokens.signing_secret) if options.request_url else None
    )

    def connection_changed() -> None:
        feed.tell_all({"type": "connected", "connected": delivery.reachable})

    links = Links(lifetime_s=options.socket_lifetime_s, on_change=connection_changed)
    delivery = Delivery(kept.workspace, links, http, options.patience)
    return House(
        base_url=base_url,
        port=port,
        data=options.data,
        manifest=kept.manifest,
        tokens=kept.tokens,
        workspace=kept.workspace,
        links=links,
        delivery=delivery,
        feed=feed,
        triggers=Triggers(base_url),
        rates=Rates(options.rate_scale),
        faults=Faults(),
        stream_ttl_s=options.stream_ttl_s,
    )


def _application(house: House, options: Options) -> web.Application:
    application = web.Application(
        middlewares=[safety.guard(house.port, options.origins)], client_max_size=LARGEST_BODY
    )
    application.on_response_prepare.append(safety.protective_headers(house.port))
    web_api = WebApi(house)
    application.add_routes(
        [
            web.get("/api/{method}", web_api.serve),
            web.post("/api/{method}", web_api.serve),
            web.get("/link", house.links.serve),
            web.post("/hooks/{secret}", hooks.door(house)),
            *people_routes(house),
            *Doors(house).routes(),
            *(control.routes(house) if options.allow_faults else ()),
        ]
    )
    if (PAGE / "index.html").exists():
        application.router.add_get("/", _page)
        application.router.add_get("/archives/{channel}/p{ts:[0-9]+}", _linked)
        application.router.add_static("/page/", PAGE)
    return application


async def _page(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html", headers={"cache-control": "no-cache"})


async def _linked(request: web.Request) -> web.StreamResponse:
    """A message's address leads to its channel, and to its thread where it stands in one."""
    channel, thread = quote(request.match_info["channel"]), request.query.get("thread_ts", "")
    raise web.HTTPFound(f"/#{channel}/{quote(thread)}" if thread else f"/#{channel}")


@asynccontextmanager
async def running(options: Options) -> AsyncIterator[House]:
    """A sandbox that listens, until the block is left."""
    with socket.create_server(("127.0.0.1", options.port)) as door:  # a taken port fails first
        kept = await asyncio.to_thread(_open, options)
        house = _furnish(options, kept, door.getsockname()[1])
        application = await asyncio.to_thread(_application, house, options)  # looks for the page
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        await web.SockSite(runner, door).start()
        house.delivery.resume()
        try:
            yield house
        finally:
            house.feed.close()
            await house.delivery.close()
            await house.links.drop()
            await runner.cleanup()
            await asyncio.to_thread(kept.workspace.store.close)
