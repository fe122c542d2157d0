"""Somebody mentioned Togi or wrote to it: a question to answer, or a file to take in."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.house import House
from bot.listeners.asking import Asking
from bot.listeners.payloads import EventEnvelope, MessageEvent
from bot.slack.people import Known
from bot.slack.places import private_channel
from bot.slack.plain import plain_text
from bot.views.help import help_text
from core.answers import Question
from core.datasets import Arrival
from core.people import Action

NEWS = {None, "file_share"}  # other subtypes tell of edits, joins and the like


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def mentioned(
        self, ack: AsyncAck, event: MessageEvent, body: EventEnvelope, client: AsyncWebClient
    ) -> None:
        await self._heard(event, body["team_id"], client)
        await ack()

    async def said(
        self, ack: AsyncAck, event: MessageEvent, body: EventEnvelope, client: AsyncWebClient
    ) -> None:
        """A direct message; what is said in channels without a mention is not for Togi."""
        if event.get("channel_type") == "im":
            await self._heard(event, body["team_id"], client)
        await ack()

    async def _heard(self, event: MessageEvent, team: str, client: AsyncWebClient) -> None:
        user = event.get("user")
        if not user or event.get("bot_id") or event.get("subtype") not in NEWS:
            return
        person = await self.house.people.get(client, team=team, user=user)
        text = plain_text(event.get("text", ""))
        if event.get("files"):
            await self._take_in(event, person)
        elif text:
            await self._answer(event, person, text)
        else:
            key = f"help:{team}:{event['channel']}:{event['ts']}"
            await self.house.post(key, event["channel"], _thread(event), help_text(person.say))

    async def _answer(self, event: MessageEvent, person: Known, text: str) -> None:
        person.must_be_allowed(Action.ASK)
        team, channel, ts = person.person.team, event["channel"], event["ts"]
        question = Question(
            team=team,
            cause=f"ask:{team}:{channel}:{ts}",  # a mention may arrive as two events
            channel=channel,
            thread=_thread(event),
            ts=ts,
            asked_by=person.id,
            text=text,
        )
        await Asking(self.house, self.flows).publicly(question, person)

    async def _take_in(self, event: MessageEvent, person: Known) -> None:
        person.must_be_allowed(Action.ADD_DATA)
        team, channel, ts = person.person.team, event["channel"], event["ts"]
        private_to = await private_channel(self.house.slack, channel)
        for file in event.get("files", []):
            arrival = Arrival(
                cause=f"file:{team}:{channel}:{ts}:{file['id']}",
                team=team,
                channel=channel,
                thread=_thread(event),
                person=person.id,
                locale=person.person.locale,
                private_to=private_to,
                file=file["id"],
            )
            await self.house.receive(arrival)
            await self.house.durable.start(arrival.cause, self.flows.bring, arrival.cause)


def _thread(event: MessageEvent) -> str:
    return event.get("thread_ts") or event["ts"]
