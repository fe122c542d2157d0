"""Voting in an evaluation: a pair at a time, in the messages of whoever votes."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.evaluating.ballots import next_ballot, same_ballot
from bot.flows.house import House
from bot.listeners.clicking import who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Clicked
from bot.views.evaluation.ballot import read_value
from core.evaluation.runs.tables import Showing
from core.evaluation.runs.voting import vote
from core.people import Action


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def begin_voting(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """The first pair, in the person's messages with Togi."""
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        channel = await self.house.direct(person.id)  # first: what can't be shown is not kept
        message = await next_ballot(self.house, click.value, person.id, person.say)
        await ack()
        key = f"ballot:{click.value}:{person.id}:{click.cause}"
        await self.house.post(key, channel, None, message)

    async def voted(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        showing_id, choice = read_value(click.value)
        async with self.house.database.transaction() as session:
            showing = await vote(session, showing_id, person.id, choice, cause=click.cause)
        await self.house.durable.start(click.cause, self.flows.count_votes, showing.run_id)
        await ack()

    async def show_next(self, body: Clicked, action: ClickedAction, client: AsyncWebClient) -> None:
        """The next pair where the last one stood; of clicks at once, one after another."""
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        showing_id, _ = read_value(click.value)
        async with self.house.database.reading() as session:
            showing = await session.get(Showing, showing_id)
        if showing is None:
            return
        async with self.house.posting.of(f"ballot:{click.ts}"):
            message = await next_ballot(self.house, showing.run_id, person.id, person.say)
            await self.house.edit(click.channel, click.ts, message)

    async def again(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """The pair that somebody voted on last, where they are looking."""
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        message = await same_ballot(self.house, click.value, person.id, person.say)
        await ack()
        await self.house.edit(click.channel, click.ts, message)
