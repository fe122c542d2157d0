"""What is done with a model by its buttons: try it, compare it with its base, use it here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.comparing import Place
from bot.flows.house import House
from bot.listeners.asking import Asking
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Click, Clicked, Submitted, read_click, text_of
from bot.slack.people import Known
from bot.views import models as views
from core.answers import Question
from core.channels import serving_model, use
from core.errors import TogiError
from core.models import Model
from core.people import MAY, Action


class PrivateModel(TogiError):
    template: ClassVar[str] = (
        "{model} learnt from the data of a private channel, so it answers only there."
    )


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def open_ask(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await self._read(body, action, client, Action.ASK)
        await ack()
        model = await self._model(click.value)
        metadata = f"{model.id}:{click.channel}:{click.thread}"
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
        click, person = await self._read(body, action, client, Action.ASK)
        place: Place = {
            "model": click.value,
            "channel": click.channel,
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
        click, person = await self._read(body, action, client, Action.USE)
        model = await self._model(click.value)
        await let_serve(self.house, model, click.channel, person)
        await ack()

    async def announce_use(
        self, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """Tell the channel, once the click is acknowledged: Slack may let a post wait for long."""
        click = read_click(body, action)
        person = await self.house.people.get(client, team=click.team, user=click.user)
        async with self.house.database.reading() as session:
            serving = await serving_model(session, team=click.team, channel=click.channel)
        # This runs after a refusal too, which the person has been told of.
        if serving != click.value or Action.USE not in MAY[person.role]:
            return
        message = views.now_serves(
            await self._model(click.value), click.channel, person.id, person.say
        )
        await self.house.post(click.cause, click.channel, click.thread or None, message)

    async def _read(
        self, body: Clicked, action: ClickedAction, client: AsyncWebClient, needed: Action
    ) -> tuple[Click, Known]:
        click = read_click(body, action)
        person = await self.house.people.get(client, team=click.team, user=click.user)
        person.must_be_allowed(needed)
        return click, person

    async def _model(self, model_id: str) -> Model:
        async with self.house.database.reading() as session:
            return await session.get_one(Model, model_id)


async def let_serve(house: House, model: Model, channel: str, person: Known) -> None:
    """Let a model answer in a channel; the last choice wins.

    Raises:
        PrivateModel: when it learnt from a private channel and would answer in another.
    """
    if model.private_to and model.private_to != channel:
        raise PrivateModel(model=model.title)
    async with house.database.transaction() as session:
        await use(session, team=model.team, channel=channel, model_id=model.id, person=person.id)
