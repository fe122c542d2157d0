"""Somebody opened one of the app's tabs, or clicked something that changes what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NotRequired, TypedDict

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.greeting import suggest
from bot.flows.home.tab import draw_home, draw_home_of, draw_home_soon
from bot.flows.house import House
from bot.listeners.payloads import Actor, EventEnvelope, Identified
from core.people import MAY, Action


class HomeOpened(TypedDict):
    user: str
    channel: str
    tab: NotRequired[str]


class Acted(TypedDict):
    """A click or a submission, as far as it says whose it was."""

    user: Actor
    team: Identified


@dataclass(frozen=True, slots=True)
class Listener:
    house: House

    async def opened(self, event: HomeOpened, body: EventEnvelope, client: AsyncWebClient) -> None:
        person = await self.house.people.get(client, team=body["team_id"], user=event["user"])
        if event.get("tab") == "messages" and Action.ASK in MAY[person.role]:
            await suggest(self.house, person, event["channel"])
        if event.get("tab") != "home":
            return
        person.must_be_allowed(Action.LOOK)
        self.house.homes.looks(body["team_id"], person.id)
        await draw_home(self.house, person, event["channel"])

    async def refresh(self, body: Acted, client: AsyncWebClient) -> None:
        """Whoever can click it looks at their Home tab, even if a restart forgot that."""
        team, user = body["team"]["id"], body["user"]["id"]
        person = await self.house.people.get(client, team=team, user=user)
        person.must_be_allowed(Action.LOOK)
        self.house.homes.looks(team, user)
        await draw_home_of(self.house, team, user)

    async def changed(self, body: Acted) -> None:
        """What somebody did may stand on their Home tab; drawn anew if they looked at it lately."""
        await draw_home_of(self.house, body["team"]["id"], body["user"]["id"])

    async def changed_soon(self, body: Acted) -> None:
        """As `changed`, for what people do many times in a row."""
        draw_home_soon(self.house, body["team"]["id"], body["user"]["id"])

    @staticmethod
    async def went(ack: AsyncAck) -> None:
        """A link was followed; Slack tells of it all the same."""
        await ack()
