"""Brings envelopes to the app until it says thank you, or Slack's patience ends."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import uuid
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from sandbox.clock import now
from sandbox.json_types import JsonObject
from sandbox.links import Links
from sandbox.records import Pending
from sandbox.signed_http import Reply, SignedHttp
from sandbox.workspace import Workspace

FORGOTTEN_AFTER_S = 3600
REMEMBERED = 1000


@dataclass(frozen=True)
class Patience:
    """How long Slack waits for an acknowledgement, and when it tries again."""

    ack_s: float = 3.0
    retry_delays_s: tuple[float, ...] = (0.0, 60.0, 300.0)

    @property
    def retries(self) -> int:
        return len(self.retry_delays_s)

    def before_retry(self, ignored: int) -> float:
        """The pause before the next try; none after a mere loss of connection."""
        return self.retry_delays_s[min(ignored, self.retries) - 1] if ignored else 0.0


@dataclass(eq=False)
class Envelope:
    """One thing on its way to the app."""

    type: str
    payload: JsonObject
    accepts_response: bool
    envelope_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    event_id: str = ""
    attempts: int = 0
    acked: bool = False
    retry_reason: str = ""
    answer: asyncio.Future[JsonObject] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def sealed(self) -> JsonObject:
        sealed: JsonObject = {
            "envelope_id": self.envelope_id,
            "type": self.type,
            "accepts_response_payload": self.accepts_response,
            "payload": self.payload,
        }
        if self.type == "events_api":
            sealed |= {"retry_attempt": self.attempts - 1, "retry_reason": self.retry_reason}
        return sealed

    def acknowledge(self, payload: JsonObject) -> None:
        self.acked = True
        if not self.answer.done():
            self.answer.set_result(payload)


class Unanswered(Exception):
    """The app did not take a command or a click; the message is Slack's name for why."""


class Delivery:
    """Events are brought again when ignored; commands and clicks once, within three seconds."""

    def __init__(
        self, workspace: Workspace, links: Links, http: SignedHttp | None, patience: Patience
    ) -> None:
        self._workspace = workspace
        self._links = links
        self._http = http
        self._patience = patience
        self._tasks: set[asyncio.Task[None]] = set()
        self._by_id: dict[str, Envelope] = {}
        self.envelopes: deque[Envelope] = deque(maxlen=REMEMBERED)
        self.copies = 1
        links.on_ack = self._acknowledged

    @property
    def reachable(self) -> bool:
        return self._links.connected or self._http is not None

    def resume(self) -> None:
        """Bring again what an earlier run could not."""
        for pending in list(self._workspace.pending.values()):
            self._start(self._bring(pending))

    def event(self, payload: JsonObject) -> None:
        """Bring an event, as often as it takes."""
        event_id = f"Ev0{secrets.token_hex(5).upper()}"
        outer = payload | {"event_id": event_id, "event_time": now()}
        pending = Pending(event_id, outer, now())
        self._workspace.keep(pending)
        for _ in range(self.copies):
            self._start(self._bring(pending))

    def again(self, event_id: str | None) -> bool:
        """Bring an earlier event once more, acknowledged or not."""
        for envelope in reversed(self.envelopes):
            if envelope.event_id and event_id in {None, envelope.event_id}:
                self._start(self._bring(Pending(envelope.event_id, envelope.payload, now())))
                return True
        return False

    async def ask(self, kind: str, payload: JsonObject) -> JsonObject:
        """Bring a command or a click; the app's answer, or Unanswered."""
        envelope = self._remember(Envelope(kind, payload, accepts_response=True))
        envelope.attempts = 1
        if (link := self._links.next()) is not None:
            if not await link.send(envelope.sealed()):
                raise Unanswered("dispatch_failed")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._patience.ack_s):
                    return await asyncio.shield(envelope.answer)
            raise Unanswered("operation_timeout")
        if self._http is None:
            raise Unanswered("dispatch_failed")
        reply = await self._http.post(kind, payload, timeout_s=self._patience.ack_s)
        if reply.acked:
            envelope.acknowledge(reply.payload or {})
            return reply.payload or {}
        raise Unanswered(
            "operation_timeout" if reply.reason == "http_timeout" else "dispatch_failed"
        )

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._http is not None:
            await self._http.close()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _remember(self, envelope: Envelope) -> Envelope:
        if len(self.envelopes) == REMEMBERED:
            self._by_id.pop(self.envelopes[0].envelope_id, None)
        self.envelopes.append(envelope)
        self._by_id[envelope.envelope_id] = envelope
        return envelope

    def _acknowledged(self, envelope_id: str, payload: JsonObject) -> None:
        if (envelope := self._by_id.get(envelope_id)) is not None:
            envelope.acknowledge(payload)

    async def _bring(self, pending: Pending) -> None:
        envelope = self._remember(Envelope("events_api", pending.payload, accepts_response=False))
        envelope.event_id = pending.event_id
        ignored = 0  # a websocket that broke meanwhile doesn't count
        while ignored <= self._patience.retries and not _forgotten(pending):
            envelope.attempts += 1
            reply = await self._try(envelope)
            if reply.acked or not reply.retry_wanted:
                break
            envelope.retry_reason = reply.reason
            ignored += reply.counts
            pause = self._patience.before_retry(ignored)
            await _first_of(envelope.answer, self._links.arrival, within_s=pause)
            if envelope.acked:  # late, but it came
                break
        if pending.event_id in self._workspace.pending:
            self._workspace.drop(pending)

    async def _try(self, envelope: Envelope) -> Reply:
        if not self.reachable:
            await asyncio.wait({self._links.arrival})
        link = self._links.next()
        if link is None:
            if self._http is None:
                return Reply(acked=False, reason="connection_failed", counts=False)
            reply = await self._http.post(
                envelope.type,
                envelope.payload,
                timeout_s=self._patience.ack_s,
                retry=envelope.attempts - 1,
                reason=envelope.retry_reason,
            )
            if reply.acked:
                envelope.acknowledge({})
            return reply
        if not await link.send(envelope.sealed()):
            return Reply(acked=False, reason="connection_failed", counts=False)
        lost = asyncio.ensure_future(link.lost.wait())
        try:
            await _first_of(envelope.answer, lost, within_s=self._patience.ack_s)
        finally:
            lost.cancel()
        if link.lost.is_set():
            return Reply(acked=envelope.acked, reason="connection_failed", counts=False)
        return Reply(acked=envelope.acked, reason="timeout")


def _forgotten(pending: Pending) -> bool:
    return now() - pending.created > FORGOTTEN_AFTER_S


async def _first_of(*futures: asyncio.Future[Any], within_s: float) -> None:
    await asyncio.wait(futures, timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
