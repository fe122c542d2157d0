"""Somebody mentioned Togi or wrote to it: a question to answer, or a file to take in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.house import House
from bot.listeners.asking import Asking
from bot.listeners.clicking import say_over, who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Clicked, EventEnvelope, EventFile, MessageEvent
from bot.slack.people import Known
from bot.slack.places import private_channel
from bot.slack.plain import MENTION, plain_text
from bot.views.answers.attached import (
    learn_or_answer,
    read_choice,
    to_be_answered,
    to_be_learnt,
    what_about,
)
from bot.views.answers.prompts import asks_for_help
from bot.views.help import help_text
from core.answers import Question, ask, is_conversation
from core.channels import settings_of
from core.channels.direct import is_direct
from core.datasets import Arrival
from core.people import MAY, Action

TABLE = re.compile(r"\.(csv|tsv|jsonl|ndjson|xlsx|xlsm|xls|ods|numbers)$", re.IGNORECASE)
# A few words name what is brought; a sentence may ask something of it.
SENTENCE = re.compile(
    r"(\S+\s+){6}\S|[^\x00-\xff]{16}|[。！]|[.!]\s*$"  # noqa: RUF001 (as below)
    r"|\b(please|tell|summari[sz]e|explain|list)\b|教えて|下さい|ください|まとめて",
    re.IGNORECASE,
)
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
        if is_direct(event["channel"]):
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
        if tables and SENTENCE.search(text):
            await self._ask_what_for(event, person, text, tables)
            return
        if tables:
            brought = _question(event, person, text, tables)
            await self._take_in(brought, brought.files, person)
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

    async def _ask_what_for(
        self, event: MessageEvent, person: Known, text: str, tables: list[EventFile]
    ) -> None:
        """Both are offered; what was written is kept as a question that may yet be answered."""
        question = _question(event, person, text, event.get("files", []))
        question.cause = question.cause.replace("ask:", "choose:", 1)  # nobody takes it up yet
        async with self.house.database.transaction() as session:
            question = await ask(session, question)
        names, ids = [file.get("name", "") for file in tables], [file["id"] for file in tables]
        offered = learn_or_answer(names, question.id, ids, person.say)
        key = f"files:{question.cause}"
        await self.house.post(key, question.channel, question.thread, offered)

    async def learn_from(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, respond: AsyncRespond
    ) -> None:
        """“Add as examples”: the causes are those of the files, so that two clicks are one."""
        click, person = await who_clicked(
            self.house, self.house.slack, body, action, Action.ADD_DATA
        )
        question_id, tables = read_choice(click.value)
        async with self.house.database.reading() as session:
            question = await session.get_one(Question, question_id)
        await self._take_in(question, tables, person)
        await ack()
        await say_over(respond, to_be_learnt(person.say))

    async def answer_about(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, respond: AsyncRespond
    ) -> None:
        """“Answer about it”: the cause is the question's own."""
        click, person = await who_clicked(self.house, self.house.slack, body, action, Action.ASK)
        question_id, _ = read_choice(click.value)
        async with self.house.database.reading() as session:
            question = await session.get_one(Question, question_id)
        await Asking(self.house, self.flows).publicly(question, person)
        await ack()
        await say_over(respond, to_be_answered(person.say))

    async def _take_in(self, brought: Question, tables: Iterable[str], person: Known) -> None:
        """Files that came with a message; `brought` tells with which."""
        person.must_be_allowed(Action.ADD_DATA)
        team, channel = brought.team, brought.channel
        private_to = await private_channel(self.house.slack, channel)
        for file in tables:
            arrival = Arrival(
                cause=f"file:{team}:{channel}:{brought.ts}:{file}",
                team=team,
                channel=channel,
                thread=brought.thread,
                person=person.id,
                locale=person.person.locale,
                private_to=private_to,
                file=file,
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
        joins_thread=thread != ts and not is_direct(channel),
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
