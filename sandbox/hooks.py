"""Response URLs: where the app answers within half an hour."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.answers import answer
from sandbox.clock import now
from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.refusal import Refusal


def door(house: House) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def hook(request: web.Request) -> web.StreamResponse:
        fault = house.faults.take("response_url")
        if fault is not None and not fault.only_slow:
            return web.Response(status=fault.http_status, text=fault.error)
        try:
            body = _body(await request.text())
            answer(house, house.triggers.use(request.match_info["secret"]), body)
        except Refusal as refusal:
            _record(house, refusal.error)
            return web.json_response(refusal.body(), status=404)
        await house.workspace.store.settled()
        _record(house, None)
        return web.Response(text="ok")

    return hook


def _body(text: str) -> JsonObject:
    try:
        body = json.loads(text)
    except ValueError:
        raise Refusal("invalid_payload") from None
    if not isinstance(body, dict):
        raise Refusal("invalid_payload")
    return {key: value for key, value in body.items() if value is not None}


def _record(house: House, error: str | None) -> None:
    house.calls.append(
        {"method": "response_url", "args": {}, "ok": error is None, "error": error, "at": now()}
    )
