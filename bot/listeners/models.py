"""What is done with a model by its buttons: try it, compare it with its base, use it here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.house import House
from bot.flows.models.comparing import ToCompare
from bot.flows.models.serving import Chosen
from bot.flows.training.last_step import Preferred
from bot.listeners.asking import Asking
from bot.listeners.clicking import who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import (
    Clicked,
    Submitted,
    conversation_of,
    text_of,
)
from bot.slack.people import Known
from bot.slack.places import must_be_present
from bot.views.models import listed as views
from core.answers import Question
from core.answers.last_step import must_be_free_to_choose
from core.models import Model
from core.models.reach import must_answer_in
from core.people import Action


class Where(NamedTuple):
    """The channel that a model was chosen for, the thread that is told, and by which act."""

    channel: str
    thread: str | None
    cause: str


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def open_ask(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.ASK)
        await ack()
        channel = click.channel or await self.house.direct(person.id)
        model = await self._asked_for(click.value, click.team, channel)
        metadata = f"{model.id}:{channel}:{click.thread}"
        view = views.ask_modal(model, metadata, person.say)
        await client.views_open(trigger_id=click.trigger, view=view)

    async def asked(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        view, team = body["view"], body["team"]["id"]
        person = await self.house.people.get(client, team=team, user=body["user"]["id"])
        person.must_be_allowed(Action.ASK)
        model_id, channel, thread = view["private_metadata"].split(":")
        text = text_of(view["state"], views.QUESTION, views.QUESTION) or ""
        cause = f"view:{team}:{view['id']}"
        shown = views.question_asked(text, person.id, person.say)
        ts = await self.house.post(cause, channel, thread or None, shown)
        question = Question(
            team=team,
            cause=cause,
            channel=channel,
            thread=thread or ts,
            ts=ts,
            asked_by=person.id,
            text=text,
        )
        model = await self._model(model_id)
        await Asking(self.house, self.flows).publicly(question, person, model)
        await ack()

    async def compare(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.ASK)
        place: ToCompare = {
            "model": click.value,
            "channel": click.channel or await self.house.direct(person.id),
            "thread": click.thread or None,
            "cause": click.cause,
            "person": person.id,
            "locale": person.person.locale,
        }
        await self.house.durable.start(click.cause, self.flows.compare, place)
        await ack()

    async def use(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.USE)
        model = await self._model(click.value)
        where = Where(click.channel, click.thread or None, click.cause)
        await let_serve(self.house, self.flows, model, where, person)
        await ack()

    async def take_last_step(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """The last step of a training, where an earlier one was the better of the two."""
        click, person = await who_clicked(self.house, client, body, action, Action.TRAIN)
        model_id, _, language = click.value.partition(":")
        async with self.house.database.reading() as session:
            await must_be_free_to_choose(session, await session.get_one(Model, model_id))
        preferred: Preferred = {
            "model": model_id,
            "person": person.id,
            "channel": click.channel,
            "ts": click.ts,
            "thread": click.thread,
            "locale": language,
        }
        await self.house.durable.start(click.cause, self.flows.prefer_last_step, preferred)
        await ack()

    async def open_where(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """On the Home tab there is no “here”: ask in which channel."""
        click, person = await who_clicked(self.house, client, body, action, Action.USE)
        await ack()
        view = views.where_modal(await self._model(click.value), person.say)
        await client.views_open(trigger_id=click.trigger, view=view)

    async def where_chosen(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        view, team = body["view"], body["team"]["id"]
        person = await self.house.people.get(client, team=team, user=body["user"]["id"])
        person.must_be_allowed(Action.USE)
        channel = conversation_of(view["state"], views.CHANNEL, views.CHANNEL) or ""
        await must_be_present(client, channel)
        model = await self._model(view["private_metadata"])
        where = Where(channel, None, f"view:{team}:{view['id']}:{channel}")
        await let_serve(self.house, self.flows, model, where, person)
        await ack()

    async def _asked_for(self, model_id: str, team: str, channel: str) -> Model:
        if model_id == views.WHAT_SERVES:
            return await self.house.model_for(team, channel)
        return await self._model(model_id)

    async def _model(self, model_id: str) -> Model:
        async with self.house.database.reading() as session:
            return await session.get_one(Model, model_id)


async def let_serve(house: House, flows: Flows, model: Model, where: Where, person: Known) -> None:
    """Let a model answer in a channel, which is told; the last choice wins.

    Raises:
        PrivateModel: when it learnt from a private channel and would answer in another.
    """
    must_answer_in(model, where.channel)
    chosen = Chosen(
        cause=where.cause,
        team=model.team,
        channel=where.channel,
        thread=where.thread,
        model=model.id,
        person=person.id,
        locale=person.person.locale,
    )
    await house.durable.finish(where.cause, flows.let_answer, chosen)
