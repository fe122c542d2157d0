"""A Slack for benchmarks of Togi alone: it agrees to everything, and costs next to nothing."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

TEAM, PERSON = "T1", "U1"


@asynccontextmanager
async def slack() -> AsyncIterator[str]:
    """A Slack that agrees to everything."""
    user = {"id": PERSON, "team_id": TEAM, "locale": "en-US", "real_name": "Ben", "is_owner": True}
    body = json.dumps({"ok": True, "user": user, "user_id": "U0", "team_id": TEAM, "ts": "1.1"})

    async def agree(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text=body, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/api/{method}", agree)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        await runner.cleanup()
