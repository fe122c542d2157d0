"""Bringing a data set by the modal, and training on one by its button."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.bringing import example_names
from bot.flows.house import House
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Click, Clicked, Submitted, choice_of, read_click, text_of
from bot.listeners.wishes import Wishes
from bot.slack.places import must_be_present, private_channel
from bot.views import datasets as views
from core.datasets import Arrival, Dataset
from core.errors import TogiError
from core.people import Action


class NoFileChosen(TogiError):
    template: ClassVar[str] = "Choose a file or one of the examples."


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def open_modal(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click = read_click(body, action)
        person = await self.house.people.get(client, team=click.team, user=click.user)
        person.must_be_allowed(Action.ADD_DATA)
        await ack()
        channel = click.channel or await self.house.direct(click.user)
        view = views.add_modal(channel, example_names(), person.say)
        await client.views_open(trigger_id=click.trigger, view=view)

    async def submitted(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        view, team = body["view"], body["team"]["id"]
        person = await self.house.people.get(client, team=team, user=body["user"]["id"])
        person.must_be_allowed(Action.ADD_DATA)
        state, channel = view["state"], view["private_metadata"]
        await must_be_present(client, channel)
        files = state["values"].get(views.FILE, {}).get(views.FILE, {}).get("files") or []
        example = choice_of(state, views.EXAMPLE, views.EXAMPLE)
        if not files and not example:
            raise NoFileChosen
        arrival = Arrival(
            cause=f"view:{team}:{view['id']}",
            team=team,
            channel=channel,
            person=person.id,
            locale=person.person.locale,
            private_to=await private_channel(client, channel),
            name=text_of(state, views.NAME, views.NAME),
            system_prompt=text_of(state, views.SYSTEM, views.SYSTEM),
            file=files[0]["id"] if files else None,
            example=None if files else example,
        )
        await self.house.receive(arrival)
        await self.house.durable.start(arrival.cause, self.flows.bring, arrival.cause)
        await ack()

    async def train(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        await self._train(read_click(body, action), client, base=None)
        await ack()

    async def train_with(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """A base was chosen: `value` is the data set's id and the base's name."""
        click = read_click(body, action)
        dataset_id, _, base = click.value.partition(":")
        await self._train(replace(click, value=dataset_id), client, base=base)
        await ack()

    async def _train(self, click: Click, client: AsyncWebClient, *, base: str | None) -> None:
        person = await self.house.people.get(client, team=click.team, user=click.user)
        async with self.house.database.reading() as session:
            dataset = await session.get_one(Dataset, click.value)
        choice = await Wishes(self.house, self.flows).train(
            cause=click.cause, dataset=dataset, channel=click.channel, person=person, base=base
        )
        if choice:
            await self.house.whisper(click.channel, person.id, choice, click.thread)
