"""Bringing a data set by the modal, and what the buttons on its card do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.datasets.fetching import example_names
from bot.flows.datasets.fixing import Wanted
from bot.flows.house import House
from bot.listeners.clicking import who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import (
    Click,
    Clicked,
    State,
    Submitted,
    choice_of,
    files_of,
    read_click,
    text_of,
)
from bot.listeners.reach import dataset_in_reach, version_in_reach, within_reach
from bot.listeners.wishes import Wishes
from bot.slack.people import Known
from bot.slack.places import must_be_present, private_channel
from bot.views.datasets import bringing as views
from bot.views.datasets.findings import all_findings
from bot.views.in_modal import in_modal
from core.datasets import Arrival, findings
from core.errors import TogiError
from core.people import Action


class NoFileChosen(TogiError):
    template: ClassVar[str] = "Choose a file or one of the examples."


class TwoColumnsNeeded(TogiError):
    template: ClassVar[str] = (
        "Choose a column for the question and another one for the answer, then click “Use these "
        "columns”."
    )


class FileGone(TogiError):
    template: ClassVar[str] = "The original file of this data set can't be found. Send it again."


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def open_modal(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.ADD_DATA)
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
        files = files_of(state, views.FILE, views.FILE)
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
        """A base was chosen: `value` is the data set's id, the version, the base's name."""
        click = read_click(body, action)
        version, _, base = click.value.partition(":")
        await self._train(replace(click, value=version), client, base=base)
        await ack()

    async def see_all(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.LOOK)
        async with self.house.database.reading() as session:
            _, version = await version_in_reach(
                session, click.value, team=click.team, channel=click.channel
            )
            found = await findings(session, version.id)
        await ack()
        view = all_findings(found, version, person.say)
        await client.views_open(trigger_id=click.trigger, view=view)

    async def fix(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.EXPORT)
        async with self.house.database.reading() as session:
            dataset, version = await version_in_reach(
                session, click.value, team=click.team, channel=click.channel
            )
        wanted = Wanted(
            cause=click.cause,
            version=version.id,
            person=person.id,
            locale=person.person.locale,
            private_to=dataset.private_to,
            channel=click.channel,
            thread=click.inside,
        )
        await self.house.durable.start(click.cause, self.flows.fix, wanted)
        await ack()

    async def other_columns(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """The columns were guessed wrongly: ask which ones are meant, under the card."""
        click, person = await who_clicked(self.house, client, body, action, Action.ADD_DATA)
        async with self.house.database.reading() as session:
            _, version = await version_in_reach(
                session, click.value, team=click.team, channel=click.channel
            )
            arrival = await session.get(Arrival, version.cause)
        if arrival is None:
            raise FileGone
        again = self._again(arrival, click, person)
        again.thread = click.thread or None
        await self.house.receive(again)
        await self.house.durable.start(click.cause, self.flows.choose_columns, click.cause)
        await ack()

    async def read_like_this(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """The columns were chosen: the same file again, shown in the message of the choice."""
        click, person = await who_clicked(self.house, client, body, action, Action.ADD_DATA)
        state: State = body.get("state") or {"values": {}}
        question = choice_of(state, views.COLUMNS, views.QUESTION_COLUMN)
        answer = choice_of(state, views.COLUMNS, views.ANSWER_COLUMN)
        if not question or not answer or question == answer:
            raise TwoColumnsNeeded
        async with self.house.database.reading() as session:
            arrival = await session.get(Arrival, click.value)
        if arrival is None or not within_reach(
            arrival.team, arrival.private_to, click.team, click.channel
        ):
            raise FileGone
        again = self._again(arrival, click, person)
        again.question_column, again.answer_column = question, answer
        await self.house.receive(again)
        await self.house.adopt(f"dataset:{click.cause}", click.channel, again.thread, click.ts)
        await self.house.durable.start(click.cause, self.flows.bring, click.cause)
        await ack()

    async def go_on(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """Somebody chose to take a refused file without its bad rows: the card will name them."""
        click, person = await who_clicked(self.house, client, body, action, Action.ADD_DATA)
        async with self.house.database.reading() as session:
            arrival = await session.get(Arrival, click.value)
        if arrival is None or not within_reach(
            arrival.team, arrival.private_to, click.team, click.channel
        ):
            raise FileGone
        again = self._again(arrival, click, person)
        again.skip_bad = True
        await self.house.receive(again)
        await self.house.durable.start(click.cause, self.flows.bring, click.cause)
        await ack()

    @staticmethod
    async def chosen(ack: AsyncAck) -> None:
        """A column was picked; it counts when the button is clicked."""
        await ack()

    @staticmethod
    def _again(arrival: Arrival, click: Click, person: Known) -> Arrival:
        """The same file on its way in once more, brought by who clicked."""
        own = {
            "cause": click.cause,
            "channel": click.channel,
            "person": person.id,
            "locale": person.person.locale,
        }
        return Arrival(**{**arrival.model_dump(exclude={"at"}), **own})

    async def _train(self, click: Click, client: AsyncWebClient, *, base: str | None) -> None:
        person = await self.house.people.get(client, team=click.team, user=click.user)
        async with self.house.database.reading() as session:
            dataset_id, _, number = click.value.partition("@")
            dataset = await dataset_in_reach(
                session, dataset_id, team=click.team, channel=click.channel
            )
        channel = click.channel or await self.house.direct(person.id)
        choice = await Wishes(self.house, self.flows).train(
            cause=click.cause,
            dataset=dataset,
            channel=channel,
            person=person,
            base=base,
            number=int(number) if number else None,
        )
        if choice and click.channel:
            await self.house.whisper(click.channel, person.id, choice, click.inside)
        elif choice:
            view = in_modal(person.say("Train a model"), choice, person.say)
            await client.views_open(trigger_id=click.trigger, view=view)
