"""Socket Mode: the app's websockets, opened by ticket, refreshed, dropped."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from sandbox.json_types import JsonObject
from sandbox.records import APP

log = logging.getLogger(__name__)

MOST = 10
WARNING_S = 10.0


@dataclass(eq=False)
class Link:
    """One open websocket of the app."""

    socket: web.WebSocketResponse
    lost: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, message: JsonObject) -> bool:
        """Whether the message went out; a broken pipe is a lost link, not an error."""
        try:
            await self.socket.send_json(message)
        except ConnectionError:
            self.lost.set()
            return False
        return True


class Links:
    """All open websockets. Envelopes go round them in turn."""

    def __init__(self, *, lifetime_s: float, on_change: Callable[[], None]) -> None:
        self._lifetime_s = lifetime_s
        self._on_change = on_change
        self._tickets: set[str] = set()
        self._open: list[Link] = []
        self._turn = 0
        self.on_ack: Callable[[str, JsonObject], None] = lambda _id, _payload: None
        self.arrival: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def connected(self) -> bool:
        return any(not one.lost.is_set() for one in self._open)

    def ticket(self) -> str:
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket)
        return ticket

    def next(self) -> Link | None:
        """The websocket whose turn it is."""
        sound = [one for one in self._open if not one.lost.is_set()]
        if not sound:
            return None
        self._turn += 1
        return sound[self._turn % len(sound)]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401, text="unknown or used ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        link = Link(socket)
        if len(self._open) >= MOST:
            await link.send(_disconnect("too_many_websockets"))
            await socket.close()
            return socket
        await link.send(_hello(len(self._open) + 1))
        self._open.append(link)
        self._arrived()
        self._on_change()
        refresh = asyncio.create_task(self._refresh(link))
        try:
            await self._listen(link)
        finally:
            refresh.cancel()
            self._forget(link)
        return socket

    async def drop(self, reason: str = "refresh_requested", *, politely: bool = False) -> int:
        """Close every websocket; politely: announced first, as Slack does when it refreshes."""
        links = list(self._open)
        for link in links:
            if politely:
                await link.send(_disconnect(reason))
            self._forget(link)
            await link.socket.close()
        return len(links)

    async def _listen(self, link: Link) -> None:
        async for message in link.socket:
            if message.type is not WSMsgType.TEXT:
                continue
            try:
                answer: JsonObject = json.loads(message.data)
                envelope_id = str(answer["envelope_id"])
            except (ValueError, KeyError, TypeError):
                log.warning("the app sent something that is no acknowledgement")
                continue
            self.on_ack(envelope_id, answer.get("payload") or {})

    async def _refresh(self, link: Link) -> None:
        await asyncio.sleep(max(0.0, self._lifetime_s - WARNING_S))
        await link.send(_disconnect("warning"))
        await asyncio.sleep(min(WARNING_S, self._lifetime_s))
        await link.send(_disconnect("refresh_requested"))
        await link.socket.close()

    def _arrived(self) -> None:
        """Wake all that waits for a websocket."""
        arrived, self.arrival = self.arrival, asyncio.get_running_loop().create_future()
        arrived.set_result(None)

    def _forget(self, link: Link) -> None:
        link.lost.set()
        if link in self._open:
            self._open.remove(link)
            self._on_change()


def _hello(connections: int) -> JsonObject:
    return {
        "type": "hello",
        "num_connections": connections,
        "connection_info": {"app_id": APP},
        "debug_info": {"host": "sandbox", "approximate_connection_time": 3600},
    }


def _disconnect(reason: str) -> JsonObject:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
