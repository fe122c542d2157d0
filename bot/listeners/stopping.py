"""Somebody pressed Slack's own stop button below a thread, or ours below one answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.house import House
from bot.listeners.clicking import who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Clicked, EventEnvelope
from core.answers import stop_answer, stop_in_thread
from core.people import Action


class SessionStopped(TypedDict):
    user: str
    channel: str
    thread_ts: str


@dataclass(frozen=True, slots=True)
class Listener:
    house: House

    async def stopped(
        self, ack: AsyncAck, event: SessionStopped, body: EventEnvelope, client: AsyncWebClient
    ) -> None:
        """Whoever speaks in the thread hears of it; what was said until then stays."""
        team = body["team_id"]
        person = await self.house.people.get(client, team=team, user=event["user"])
        person.must_be_allowed(Action.ASK)
        async with self.house.database.transaction() as session:
            await stop_in_thread(
                session,
                team=team,
                channel=event["channel"],
                thread=event["thread_ts"],
                person=person.id,
            )
        await ack()

    async def clicked(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.ASK)
        async with self.house.database.transaction() as session:
            await stop_answer(session, answer_id=click.value, person=person.id)
        await ack()
