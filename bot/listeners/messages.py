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
from bot.slack.plain import MENTION, plain_text
from bot.views.help import help_text
from core.answers import Question, is_conversation
from core.channels import settings_of
from core.datasets import Arrival
from core.people import Action

DIRECT = "im"
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
        """A direct message, or a reply in a thread in which Togi was asked something."""
        if event.get("channel_type") == DIRECT or await self._follows(event, body["team_id"]):
            await self._heard(event, body["team_id"], client)
        await ack()

    async def _follows(self, event: MessageEvent, team: str) -> bool:
        """Whether a reply goes on with a conversation with Togi; any mention is meant for others.

        One that mentions Togi comes as a mention too, and is answered as such.
        """
        thread, channel = event.get("thread_ts"), event["channel"]
        if not thread or thread == event["ts"] or not _is_news(event):
            return False
        if MENTION.search(event.get("text", "")):
            return False
        async with self.house.database.reading() as session:
            if not await is_conversation(session, team=team, channel=channel, thread=thread):
                return False
            return (await settings_of(session, team=team, channel=channel)).follows_threads

    async def _heard(self, event: MessageEvent, team: str, client: AsyncWebClient) -> None:
        if not _is_news(event):
            return
        person = await self.house.people.get(client, team=team, user=event["user"])
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
            joins_thread=_thread(event) != ts and event.get("channel_type") != DIRECT,
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


def _is_news(event: MessageEvent) -> bool:
    """Whether a person just said this."""
    by_person = bool(event.get("user")) and not event.get("bot_id")
    return by_person and event.get("subtype") in NEWS


def _thread(event: MessageEvent) -> str:
    return event.get("thread_ts") or event["ts"]
