"""People who ask in many channels at once, and what they see, as the sandbox tells their page."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

ASKERS = ("U0AIKO", "U0BEN", "U0CHIKA", "U0DANA")
ONLOOKER = "U0BEN"
FIRST, RATING = "word0", "feedback_buttons"


@dataclass(slots=True)
class Asked:
    """One question: when it was asked, and when its asker saw what."""

    text: str
    channel: str
    at: float
    ts: str = ""
    first_sign: float | None = None
    sign: str = ""
    first_token: float | None = None
    finished: float | None = None
    messages: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)


class Crowd:
    """The people of one sandbox."""

    def __init__(self, slack: str, http: aiohttp.ClientSession, channels: int) -> None:
        self._slack, self._http = slack, http
        self.channels = [f"C0CROWD{number:03}" for number in range(channels)]
        self.asked: dict[str, Asked] = {}  # by text
        self._threads: dict[tuple[str, str], Asked] = {}
        self._number = 0

    async def control(self, deed: str, **fields: object) -> None:
        async with self._http.post(f"{self._slack}/control/{deed}", json=fields) as answer:
            _must_be_ok(await answer.json())

    async def gather(self) -> None:
        for channel in self.channels:
            await self.control("channel", id=channel, name=channel.lower())

    async def ask(self) -> Asked:
        number, self._number = self._number, self._number + 1
        channel = self.channels[number % len(self.channels)]
        text = f"question {number:06}"
        asked = self.asked[text] = Asked(text, channel, time.monotonic())
        person = ASKERS[(number // len(self.channels)) % len(ASKERS)]
        body = {"as": person, "channel": channel, "text": f"<@U0TOGI> {text}"}
        async with self._http.post(f"{self._slack}/people/message", json=body) as answer:
            _must_be_ok(await answer.json())
        return asked

    async def until_answered(self, asked: list[Asked], patience: float) -> None:
        """Wait for all of them, at most so many seconds."""
        deadline = time.monotonic() + patience
        while any(one.finished is None for one in asked):
            if time.monotonic() > deadline:
                return
            await asyncio.sleep(0.05)

    async def refused(self) -> Counter[str]:
        """How often Slack said 429, by method."""
        async with self._http.get(f"{self._slack}/control/calls") as answer:
            calls = (await answer.json())["calls"]
        return Counter(one["method"] for one in calls if one["error"] == "ratelimited")

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """See all that one member of every channel sees."""
        url = f"{self._slack}/people/events?as={ONLOOKER}"
        async with self._http.ws_connect(url, max_msg_size=0) as socket:
            looking = asyncio.create_task(self._look(socket))
            try:
                yield
            finally:
                looking.cancel()

    async def _look(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            self._see(json.loads(message.data), time.monotonic())
        raise ConnectionError("the sandbox cut the onlooker off: it can't keep up")

    def _see(self, told: dict[str, Any], now: float) -> None:
        kind, channel = told["type"], told.get("channel", "")
        if kind == "status" and told["status"]:
            self._signed(self._threads.get((channel, told["thread_ts"])), "status", now)
        elif kind in {"message", "message_changed"}:
            self._seen_message(channel, told["message"], now)
        elif kind == "message_deleted":
            for asked in self._threads.values():
                asked.messages.discard(told["ts"])

    def _seen_message(self, channel: str, shown: dict[str, Any], now: float) -> None:
        if not shown.get("bot_id"):
            asked = self.asked.get(str(shown["text"]).partition("> ")[2])
            if asked and not asked.ts:
                asked.ts = shown["ts"]
                self._threads[channel, shown["ts"]] = asked
            return
        asked = self._threads.get((channel, shown.get("thread_ts", "")))
        if asked is None:
            return
        asked.messages.add(shown["ts"])
        self._signed(asked, "stream" if shown.get("streaming_state") else "message", now)
        content = json.dumps(shown.get("blocks", []))
        if asked.first_token is None and FIRST in content:
            asked.first_token = now
        if RATING in content:
            asked.whole.add(shown["ts"])
            asked.finished = asked.finished or now

    def _signed(self, asked: Asked | None, sign: str, now: float) -> None:
        if asked and asked.first_sign is None:
            asked.first_sign, asked.sign = now, sign


def _must_be_ok(told: dict[str, Any]) -> None:
    if not told["ok"]:
        raise RuntimeError(told)
