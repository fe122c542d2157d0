"""The people API's addresses."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.people import acting, reading, talking
from sandbox.people.asked import Asked, asked
from sandbox.refusal import Refusal

_Deed = Callable[[Asked], JsonObject | Awaitable[JsonObject]]

READING: dict[str, _Deed] = {
    "state": reading.state,
    "messages": reading.messages,
    "home": reading.home,
}
DOING: dict[str, _Deed] = {
    "message": talking.message,
    "command": talking.command,
    "reaction": talking.reaction,
    "open": talking.open_app,
    "stop": talking.stop,
    "action": acting.action,
    "view/submit": acting.submit,
    "view/close": acting.close,
    "shortcut": acting.shortcut,
}


def routes(house: House) -> list[web.RouteDef]:
    async def events(request: web.Request) -> web.StreamResponse:
        try:
            person = (await asked(house, request)).me
        except Refusal as refusal:
            return web.json_response(refusal.body(), status=400)
        return await house.feed.serve(request, person.id)

    return [
        *(web.get(f"/people/{name}", _answering(house, deed)) for name, deed in READING.items()),
        *(web.post(f"/people/{name}", _answering(house, deed)) for name, deed in DOING.items()),
        web.get("/people/events", events),
    ]


def _answering(house: House, deed: _Deed) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            done = deed(await asked(house, request))
            body = await done if inspect.isawaitable(done) else done
        except Refusal as refusal:
            return web.json_response(refusal.body(), status=400)
        await house.workspace.store.settled()
        return web.json_response({"ok": True, **body})

    return answer
