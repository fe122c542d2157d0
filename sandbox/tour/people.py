"""The people of the sandbox, doing what the page lets them do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession

from sandbox.json_types import JsonObject
from sandbox.tour.looking import element, elements

LOOK_SECONDS = 0.5


class Stuck(Exception):
    """What was to happen did not; the message says it to a person."""


@dataclass(frozen=True)
class Door:
    """The people API of one sandbox."""

    url: str
    session: ClientSession

    async def get(self, path: str, **asked: str) -> JsonObject:
        async with self.session.get(f"{self.url}/people/{path}", params=asked) as response:
            return _done(path, await response.json())

    async def post(self, path: str, body: JsonObject) -> JsonObject:
        async with self.session.post(f"{self.url}/people/{path}", json=body) as response:
            return _done(path, await response.json())

    async def upload(self, member: str, file: Path) -> str:
        """The id of a file that is there but not yet shared."""
        asked = {"as": member, "name": file.name}
        content = await asyncio.to_thread(file.read_bytes)
        async with self.session.post(
            f"{self.url}/people/upload", params=asked, data=content
        ) as response:
            return str(_done("upload", await response.json())["file"]["id"])


def _done(path: str, answer: JsonObject) -> JsonObject:
    if not answer.get("ok"):
        raise Stuck(f"{path}: {answer.get('error')}")
    return answer


@dataclass(frozen=True)
class Member:
    """One person: everything they do is done as them."""

    door: Door
    id: str
    name: str

    async def messages(self, channel: str, thread: str | None = None) -> list[JsonObject]:
        asked = {"as": self.id, "channel": channel} | ({"thread_ts": thread} if thread else {})
        found: list[JsonObject] = (await self.door.get("messages", **asked))["messages"]
        return found

    async def say(self, channel: str, text: str) -> str:
        body = {"as": self.id, "channel": channel, "text": text}
        return str((await self.door.post("message", body))["ts"])

    async def command(self, channel: str, text: str) -> None:
        body = {"as": self.id, "channel": channel, "command": "/ft", "text": text}
        await self.door.post("command", body)

    async def click(
        self, channel: str, message: JsonObject, action_id: str, **chosen: object
    ) -> None:
        block, one = element(message["blocks"], action_id)
        action = {"type": one["type"], "action_id": action_id, "block_id": block["block_id"]}
        if "value" in one:
            action["value"] = one["value"]
        body = {
            "as": self.id,
            "channel": channel,
            "message_ts": message["ts"],
            "action": action | chosen,
        }
        if "thread_ts" in message:
            body["thread_ts"] = message["thread_ts"]
        await self.door.post("action", body)

    async def modal(self, seconds: float = 20.0) -> JsonObject:
        """The form that is open in front of them, once it is."""
        return await until(self._view, seconds)

    async def _view(self) -> JsonObject | None:
        found: JsonObject | None = (await self.door.get("state", **{"as": self.id}))["view"]
        return found

    async def submit(self, view: JsonObject, filled_in: JsonObject) -> None:
        """Send a form: what is filled in, by the action's id and the block's."""
        values: JsonObject = {}
        for block, one in elements(view["blocks"]):
            if block["block_id"] in filled_in:
                value = filled_in[block["block_id"]]
                values[block["block_id"]] = {one["action_id"]: {"type": one["type"], **value}}
        body = {"as": self.id, "view_id": view["id"], "state": {"values": values}}
        answer = await self.door.post("view/submit", body)
        if answer.get("errors"):
            raise Stuck(" ".join(map(str, answer["errors"].values())))

    async def close(self, view: JsonObject) -> None:
        await self.door.post("view/close", {"as": self.id, "view_id": view["id"]})

    async def react(self, channel: str, ts: str, name: str) -> None:
        await self.door.post(
            "reaction", {"as": self.id, "channel": channel, "ts": ts, "name": name}
        )

    async def watch(
        self, channel: str, thread: str | None, seconds: float
    ) -> AsyncIterator[list[JsonObject]]:
        """What stands there, looked at again and again until the time is over."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while loop.time() < end:
            yield await self.messages(channel, thread)
            await asyncio.sleep(LOOK_SECONDS)

    async def find(
        self,
        channel: str,
        wanted: Callable[[JsonObject], bool],
        *,
        thread: str | None = None,
        after: str = "",
        seconds: float = 60.0,
    ) -> JsonObject:
        """The first message newer than `after` that is wanted.

        Raises:
            Stuck: when none has come in time; with what the app whispered instead, if it did.
        """
        last = ""
        async for messages in self.watch(channel, thread, seconds):
            new = [one for one in messages if one["ts"] > after]
            for one in new:
                if wanted(one):
                    return one
            last = next((one["text"] for one in reversed(new) if one.get("bot_id")), last)
        raise Stuck(last or "Nothing came.")


async def until(look: Callable[[], Awaitable[JsonObject | None]], seconds: float) -> JsonObject:
    """What `look` finds, once it finds something."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while loop.time() < end:
        found = await look()
        if found is not None:
            return found
        await asyncio.sleep(LOOK_SECONDS)
    raise Stuck("Nothing came.")
