"""Somebody mentioned Togi or wrote to it: a question to answer, or a file to take in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.house import House
from bot.listeners.asking import Asking
from bot.listeners.payloads import EventEnvelope, EventFile, MessageEvent
from bot.slack.people import Known
from bot.slack.places import private_channel
from bot.slack.plain import MENTION, plain_text
from bot.views.attached import what_about
from bot.views.help import help_text
from bot.views.prompts import asks_for_help
from core.answers import Question, ask, is_conversation
from core.channels import settings_of
from core.datasets import Arrival
from core.people import MAY, Action

DIRECT = "im"
TABLE = re.compile(r"\.(csv|tsv|jsonl|ndjson|xlsx|xlsm|xls|ods|numbers)$", re.IGNORECASE)
QUESTION_MARKS = ("?", "？")  # noqa: RUF001 (the full-width one is what Japanese keyboards type)
NEWS = {None, "file_share", "thread_broadcast"}  # other subtypes tell of edits, joins and the like


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
        if event.get("channel_type") == DIRECT:
            await self._heard(event, body["team_id"], client)
        elif await self._follows(event, body["team_id"]):
            await self._overheard(event, body["team_id"], client)
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
        tables, others = _sorted(event, text, person)
        if tables:
            await self._take_in(event, tables, person)
        if text and (others or not tables) and not asks_for_help(text):
            await self._answer(event, person, text, others)
        elif others:
            await self._ask_what_about(event, person, others)
        elif not tables:
            key = f"help:{team}:{event['channel']}:{event['ts']}"
            await self.house.post(key, event["channel"], _thread(event), help_text(person.say))

    async def _overheard(self, event: MessageEvent, team: str, client: AsyncWebClient) -> None:
        """A reply that doesn't call Togi by name: words are a question, files alone are not."""
        if text := plain_text(event.get("text", "")):
            person = await self.house.people.get(client, team=team, user=event["user"])
            if Action.ASK in MAY[person.role]:
                await self._answer(event, person, text, event.get("files", []))

    async def _answer(
        self, event: MessageEvent, person: Known, text: str, files: list[EventFile]
    ) -> None:
        person.must_be_allowed(Action.ASK)
        question = _question(event, person, text, files)
        await Asking(self.house, self.flows).heard(question, person)

    async def _ask_what_about(
        self, event: MessageEvent, person: Known, files: list[EventFile]
    ) -> None:
        """A file without a word is kept as a question that is yet to be asked, in its thread."""
        person.must_be_allowed(Action.ASK)
        question = _question(event, person, "", files)
        async with self.house.database.transaction() as session:
            await ask(session, question)
        message = what_about([file.get("name", "") for file in files], person.say)
        await self.house.post(f"files:{question.cause}", question.channel, question.thread, message)

    async def _take_in(self, event: MessageEvent, tables: list[EventFile], person: Known) -> None:
        person.must_be_allowed(Action.ADD_DATA)
        team, channel, ts = person.person.team, event["channel"], event["ts"]
        private_to = await private_channel(self.house.slack, channel)
        for file in tables:
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


def _question(event: MessageEvent, person: Known, text: str, files: list[EventFile]) -> Question:
    team, channel, ts, thread = person.person.team, event["channel"], event["ts"], _thread(event)
    return Question(
        team=team,
        cause=f"ask:{team}:{channel}:{ts}",  # a mention may arrive as two events
        channel=channel,
        thread=thread,
        ts=ts,
        asked_by=person.id,
        text=text,
        files=[file["id"] for file in files],
        joins_thread=thread != ts and event.get("channel_type") != DIRECT,
    )


def _sorted(
    event: MessageEvent, text: str, person: Known
) -> tuple[list[EventFile], list[EventFile]]:
    """Files that become data sets, and files to be read along.

    A table is brought to learn from, unless the words that come with it ask something of it, or
    are those of somebody who may bring no data.
    """
    files = event.get("files", [])
    may_bring = Action.ADD_DATA in MAY[person.role]
    if text and (not may_bring or text.rstrip().endswith(QUESTION_MARKS)):
        return [], files
    tables = [file for file in files if TABLE.search(file.get("name", ".csv"))]
    return tables, [file for file in files if file not in tables]


def _is_news(event: MessageEvent) -> bool:
    """Whether a person just said this."""
    by_person = bool(event.get("user")) and not event.get("bot_id")
    return by_person and event.get("subtype") in NEWS


def _thread(event: MessageEvent) -> str:
    return event.get("thread_ts") or event["ts"]
