"""What happens, pushed to the people who look at the page."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable

from aiohttp import web

from sandbox.json_types import JsonObject

_BEHIND = 1000


class Feed:
    """A queue per open page; a page that falls far behind is cut off and loads anew."""

    def __init__(self) -> None:
        self._pages: dict[str, set[asyncio.Queue[JsonObject | None]]] = defaultdict(set)

    def tell(self, people: Iterable[str], happening: JsonObject) -> None:
        for person in people:
            for page in list(self._pages.get(person, ())):
                if page.qsize() >= _BEHIND:
                    self._pages[person].discard(page)
                    page.put_nowait(None)
                else:
                    page.put_nowait(happening)

    def tell_all(self, happening: JsonObject) -> None:
        self.tell(list(self._pages), happening)

    async def serve(self, request: web.Request, person: str) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        page: asyncio.Queue[JsonObject | None] = asyncio.Queue()
        self._pages[person].add(page)
        pushing = asyncio.create_task(_push(socket, page))
        try:
            async for _ in socket:
                pass  # pages only listen
        finally:
            self._pages[person].discard(page)
            pushing.cancel()
        return socket

    def close(self) -> None:
        for pages in self._pages.values():
            for page in pages:
                page.put_nowait(None)


async def _push(socket: web.WebSocketResponse, page: asyncio.Queue[JsonObject | None]) -> None:
    try:
        while (happening := await page.get()) is not None:
            await socket.send_json(happening)
        await socket.close()
    except ConnectionError:
        return
