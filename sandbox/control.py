"""The control API: what tests use to give Slack a bad day. Only with --allow-faults."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox import events, speech
from sandbox.faults import Fault
from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.records import BOT_USER, Channel, Member
from sandbox.refusal import Refusal

_Deed = Callable[[House, JsonObject], Awaitable[JsonObject]]


async def fault(house: House, asked: JsonObject) -> JsonObject:
    known = {one.name for one in dataclasses.fields(Fault)}
    if not asked.get("method") or set(asked) - known:
        raise Refusal("invalid_arguments", [f"a fault has a method and some of {sorted(known)}"])
    new = Fault(**asked)
    if "error" not in asked and new.http_status == 200 and not new.redirect_to:  # noqa: PLR2004
        new.http_status = 200 if new.delay_s else 500
    if new.retry_after and "http_status" not in asked:
        new.http_status = 429
    house.faults.add(new)
    return {}


async def expire_streams(house: House, _asked: JsonObject) -> JsonObject:
    expired = 0
    for channel in house.workspace.channels.values():
        for message in house.workspace.said(channel.id):
            if message.stream == "in_progress":
                message.stream = "expired"
                speech.show(house, channel, message)
                expired += 1
    return {"expired": expired}


async def drop_sockets(house: House, asked: JsonObject) -> JsonObject:
    return {"dropped": await house.links.drop(politely=bool(asked.get("politely")))}


async def redeliver(house: House, asked: JsonObject) -> JsonObject:
    if not house.delivery.again(asked.get("event_id")):
        raise Refusal("event_not_found")
    return {}


async def duplicate(house: House, asked: JsonObject) -> JsonObject:
    house.delivery.copies = int(asked.get("times", 1))
    return {}


async def member(house: House, asked: JsonObject) -> JsonObject:
    found = house.workspace.members.get(str(asked.get("id")))
    if found is None:
        name = str(asked.get("name") or asked.get("id", "")).lower()
        found = Member(id=str(asked["id"]), name=name, real_name=name.title())
        direct = Channel(f"D{found.id[1:]}", "", "im", [found.id, BOT_USER])
        house.workspace.keep(direct)
        for channel in house.workspace.channels.values():
            if channel.shape == "channel":
                channel.members.append(found.id)
                house.workspace.keep(channel)
    known = {one.name for one in dataclasses.fields(Member)}
    if unknown := set(asked) - known:
        raise Refusal("invalid_arguments", [f"unknown flag: {one}" for one in sorted(unknown)])
    for name, value in asked.items():
        setattr(found, name, value)
    house.workspace.keep(found)
    return {}


async def channel(house: House, asked: JsonObject) -> JsonObject:
    found = house.workspace.channels.get(str(asked.get("id"))) or _new_channel(house, asked)
    found.archived = bool(asked.get("archived", found.archived))
    found.shared_outside = bool(asked.get("is_ext_shared", found.shared_outside))
    if "bot_is_member" in asked:
        found.members = [one for one in found.members if one != BOT_USER]
        found.members += [BOT_USER] if asked["bot_is_member"] else []
    house.workspace.keep(found)
    house.feed.tell_all({"type": "channel", "channel": found.id})
    return {}


def _new_channel(house: House, asked: JsonObject) -> Channel:
    """A public channel with everybody and the bot in it, where one is given a name."""
    if not asked.get("id") or not asked.get("name"):
        raise Refusal("channel_not_found")
    members = [one.id for one in house.workspace.members.values()]
    return Channel(str(asked["id"]), str(asked["name"]), "channel", members)


async def revoke(house: House, _asked: JsonObject) -> JsonObject:
    """Somebody removed the app: its tokens are dead."""
    house.workspace.revoked = True
    dead = {"oauth": [], "bot": [BOT_USER]}
    events.happened(house, {"type": "tokens_revoked", "tokens": dead})
    events.happened(house, {"type": "app_uninstalled"})
    return {}


DEEDS: dict[str, _Deed] = {
    "fault": fault,
    "expire-streams": expire_streams,
    "drop-sockets": drop_sockets,
    "redeliver": redeliver,
    "duplicate": duplicate,
    "member": member,
    "channel": channel,
    "revoke": revoke,
}


def routes(house: House) -> list[web.RouteDef]:
    async def calls(request: web.Request) -> web.Response:
        method = request.query.get("method")
        made = [one for one in house.calls if method in {None, one["method"]}]
        return web.json_response({"ok": True, "calls": made})

    async def envelopes(_request: web.Request) -> web.Response:
        sent = [
            {
                "envelope_id": one.envelope_id,
                "type": one.type,
                "event_id": one.event_id or None,
                "attempts": one.attempts,
                "acked": one.acked,
            }
            for one in house.delivery.envelopes
        ]
        return web.json_response({"ok": True, "envelopes": sent})

    async def no_faults(_request: web.Request) -> web.Response:
        house.faults.clear()
        house.delivery.copies = 1
        return web.json_response({"ok": True})

    return [
        *(web.post(f"/control/{name}", _answering(house, deed)) for name, deed in DEEDS.items()),
        web.delete("/control/faults", no_faults),
        web.get("/control/calls", calls),
        web.get("/control/envelopes", envelopes),
    ]


def _answering(house: House, deed: _Deed) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            asked = json.loads(await request.text() or "{}")
            body = await deed(house, asked)
        except Refusal as refusal:
            return web.json_response(refusal.body(), status=400)
        except (ValueError, TypeError, KeyError) as problem:
            return web.json_response({"ok": False, "error": str(problem)}, status=400)
        await house.workspace.store.settled()
        return web.json_response({"ok": True, **body})

    return answer
