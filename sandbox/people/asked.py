"""What somebody asked for through the people API, read with care."""

from __future__ import annotations

import json
from dataclasses import dataclass

from aiohttp import web

from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.records import BOT_USER, Channel, Member, Message
from sandbox.refusal import Refusal


@dataclass(frozen=True)
class Asked:
    """A request of a person, with the fields they sent."""

    house: House
    body: JsonObject

    @property
    def me(self) -> Member:
        member = self.house.workspace.members.get(self.text("as"))
        if member is None or member.id == BOT_USER:
            raise Refusal("user_not_found")
        return member

    def text(self, name: str) -> str:
        value = self.body.get(name, "")
        if not isinstance(value, str):
            raise Refusal("invalid_arguments", [f"must be a string [json-pointer:/{name}]"])
        return value

    def object(self, name: str) -> JsonObject:
        value = self.body.get(name) or {}
        if not isinstance(value, dict):
            raise Refusal("invalid_arguments", [f"must be an object [json-pointer:/{name}]"])
        return value

    def texts(self, name: str) -> list[str]:
        value = self.body.get(name) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise Refusal("invalid_arguments", [f"must be a list [json-pointer:/{name}]"])
        return value

    def channel(self) -> Channel:
        channel = self.house.workspace.channels.get(self.text("channel"))
        if channel is None or not channel.seen_by(self.me.id):
            raise Refusal("channel_not_found")
        return channel

    def message(self, channel: Channel, name: str) -> Message:
        message = self.house.workspace.message(channel.id, self.text(name))
        if message is None or message.ephemeral_to not in {"", self.me.id}:
            raise Refusal("message_not_found")
        return message


async def asked(house: House, request: web.Request) -> Asked:
    """The fields of a request: query for reading, JSON for doing."""
    body: JsonObject = dict(request.query)
    if request.method == "POST" and request.can_read_body:
        try:
            sent = json.loads(await request.text())
        except ValueError:
            raise Refusal("invalid_json") from None
        if not isinstance(sent, dict):
            raise Refusal("json_not_object")
        body |= sent
    return Asked(house, body)
