"""Voting in an evaluation: a pair at a time, seen by whoever votes and nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.evaluating.ballots import next_ballot, same_ballot
from bot.flows.house import House
from bot.listeners.clicking import say_over, who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Click, Clicked
from bot.views.blocks import Message
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
        """The first pair, in the thread where it was asked for, else in the person's messages."""
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        if click.inside:
            message = await next_ballot(self.house, click.value, person.id, person.say)
            await ack()
            if await self.house.whisper(click.channel, person.id, message, click.inside):
                return
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

    async def show_next(
        self, body: Clicked, action: ClickedAction, client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        """The next pair where the last one stood; of clicks at once, one after another."""
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        showing_id, _ = read_value(click.value)
        async with self.house.database.reading() as session:
            showing = await session.get(Showing, showing_id)
        if showing is None:
            return
        async with self.house.posting.of(f"ballot:{click.ts}"):
            message = await next_ballot(self.house, showing.run_id, person.id, person.say)
            await self._replace(body, click, respond, message)

    async def again(
        self,
        ack: AsyncAck,
        body: Clicked,
        action: ClickedAction,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        """The pair that somebody voted on last, where they are looking."""
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        message = await same_ballot(self.house, click.value, person.id, person.say)
        await ack()
        await self._replace(body, click, respond, message)

    async def _replace(
        self, body: Clicked, click: Click, respond: AsyncRespond, message: Message
    ) -> None:
        """What one person alone sees can be written over only by the click's own address."""
        if body.get("container", {}).get("is_ephemeral"):
            await say_over(respond, message)
        else:
            await self.house.edit(click.channel, click.ts, message)
