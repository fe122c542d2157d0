"""“Add to data set” in a message's menu: a question and a good answer become an example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import col

from bot.flows.all import Flows
from bot.flows.house import House
from bot.listeners.payloads import Clicked, ShownMessage, State, Submitted, choice_of, text_of
from bot.locales import Words
from bot.slack.history import said_before
from bot.slack.places import private_channel
from bot.slack.plain import plain_text
from bot.views.datasets import adding as views
from core.answers import Question, answer_shown_at
from core.datasets import Dataset, Version
from core.datasets.adding.adding import last_grown_in, may_grow, what_is_wrong_with
from core.datasets.adding.tables import Addition
from core.datasets.naming import clean_name
from core.models import Model
from core.people import Action
from core.storage import keep_once
from core.tuning import Job

SHORTCUT = "add_to_dataset"


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def shortcut(self, ack: AsyncAck, body: Clicked, client: AsyncWebClient) -> None:
        team, channel, message = body["team"]["id"], body["channel"]["id"], body["message"]
        person = await self.house.people.get(client, team=team, user=body["user"]["id"])
        person.must_be_allowed(Action.ADD_DATA)
        await ack()
        found = await self._of_our_answer(team, channel, message["ts"])
        found = found or await _of_people(client, channel, message)
        private_to = await private_channel(client, channel)
        async with self.house.database.reading() as session:
            datasets = await may_grow(session, team, channel, private_to)
            if not found.dataset:
                found = replace(found, dataset=await last_grown_in(session, team, channel))
        metadata = f"{channel}:{message.get('thread_ts', '')}:{message['ts']}"
        view = views.add_modal(found, datasets, metadata, person.say)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def submitted(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        view, team = body["view"], body["team"]["id"]
        person = await self.house.people.get(client, team=team, user=body["user"]["id"])
        person.must_be_allowed(Action.ADD_DATA)
        state, (channel, thread, ts) = view["state"], view["private_metadata"].split(":")
        name = await self._name(state)
        if errors := dict(_errors(state, name, person.say)):
            await ack(response_action="errors", errors=errors)
            return
        addition = Addition(
            cause=f"view:{team}:{view['id']}",
            team=team,
            name=name,
            question=text_of(state, views.QUESTION, views.QUESTION),
            answer=text_of(state, views.ANSWER, views.ANSWER),
            system_prompt=text_of(state, views.SYSTEM, views.SYSTEM),
            channel=channel,
            thread=thread or None,
            ts=ts,
            private_to=await private_channel(client, channel),
            person=person.id,
            locale=person.person.locale,
        )
        async with self.house.database.transaction() as session:
            await keep_once(session, addition, col(Addition.cause) == addition.cause)
        await self.house.durable.start(addition.cause, self.flows.add_example, addition.cause)
        await ack()

    async def _name(self, state: State) -> str:
        """What was typed, else what was chosen; "" for neither."""
        if typed := text_of(state, views.NAME, views.NAME):
            return clean_name(typed)
        chosen = choice_of(state, views.DATASET, views.DATASET)
        async with self.house.database.reading() as session:
            dataset = await session.get(Dataset, chosen or "")
        return dataset.name if dataset else ""

    async def _of_our_answer(self, team: str, channel: str, ts: str) -> views.Prefilled | None:
        """Our own answers know their question, and the data set that their model learnt from."""
        async with self.house.database.reading() as session:
            shown = await answer_shown_at(session, team=team, channel=channel, ts=ts)
            if shown is None:
                return None
            question = await session.get_one(Question, shown[0].question_id)
            model = await session.get_one(Model, shown[0].model_id)
            job = await session.get(Job, model.job_id or "")
            version = await session.get(Version, job.version_id) if job else None
        return views.Prefilled(
            question=question.text,
            answer=shown[0].text or "",
            dataset=version.dataset_id if version else None,
        )


async def _of_people(
    client: AsyncWebClient, channel: str, message: ShownMessage
) -> views.Prefilled:
    """A message of people: what it says, and what was said before it."""
    author = message.get("user") or message.get("bot_id") or ""
    thread = message.get("thread_ts")
    question = await said_before(client, channel, message["ts"], thread, author)
    return views.Prefilled(question=question, answer=plain_text(message.get("text", "")))


def _errors(state: State, name: str, say: Words) -> Iterator[tuple[str, str]]:
    """Under each input, what is wrong with it."""
    question = text_of(state, views.QUESTION, views.QUESTION) or ""
    answer = text_of(state, views.ANSWER, views.ANSWER) or ""
    for fault in what_is_wrong_with(question, answer):
        field = views.ANSWER if fault.code == "empty_answer" else views.QUESTION
        yield field, say(fault.template, **fault.details)
    if not name:
        yield views.NAME, say("Choose a data set, or type the name of a new one.")
