"""Operators bring ratings that people gave elsewhere: a modal takes the file."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.house import House
from bot.flows.ratings.importing import LedgerImport
from bot.listeners.asked import Asked
from bot.listeners.payloads import Submitted, files_of
from bot.views.ratings import importing as views
from core.people import Action


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def open(self, asked: Asked) -> None:
        asked.person.must_be_allowed(Action.IMPORT)
        view = views.modal_for(asked.channel, asked.person.say)
        await self.house.slack.views_open(trigger_id=asked.trigger, view=view)

    async def submitted(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        view, team = body["view"], body["team"]["id"]
        person = await self.house.people.get(client, team=team, user=body["user"]["id"])
        person.must_be_allowed(Action.IMPORT)
        (file,) = files_of(view["state"], views.FILE, views.FILE)
        wanted: LedgerImport = {
            "cause": f"view:{team}:{view['id']}",
            "team": team,
            "channel": view["private_metadata"],
            "file": file["id"],
            "person": person.id,
            "locale": person.person.locale,
        }
        await self.house.durable.start(wanted["cause"], self.flows.import_ratings, wanted)
        await ack()
