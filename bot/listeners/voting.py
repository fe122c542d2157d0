"""Voting in a comparison: a pair at a time, seen by whoever votes and nobody else."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from aiohttp import ClientError
from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.evaluating.ballots import (
    Said,
    is_over,
    last_words,
    lay_out,
    next_ballot,
    on_the_table,
    same_ballot,
)
from bot.flows.house import House
from bot.listeners.clicking import say_over, who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Click, Clicked
from bot.slack.people import Known
from bot.views.blocks import Message
from bot.views.evaluation.ballot import in_messages, read_value
from core.evaluation.runs.refusals import Settled
from core.evaluation.runs.tables import Showing
from core.evaluation.runs.voting import vote
from core.people import Action


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def begin_voting(
        self,
        ack: AsyncAck,
        body: Clicked,
        action: ClickedAction,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        """The first pair, in the thread where it was asked for, else in the person's messages."""
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        async with self.house.durable.once(click.cause) as is_new:
            if is_new and _is_theirs_alone(body):
                message = await next_ballot(self.house, click.value, person.id, person.say)
                await ack()
                await say_over(respond, message)
            elif is_new:
                await self._begin(ack, click, person)
            else:
                await ack()

    async def _begin(self, ack: AsyncAck, click: Click, person: Known) -> None:
        run_id = click.value
        was_over = await is_over(self.house, run_id)
        if click.inside or was_over:
            message = await next_ballot(self.house, run_id, person.id, person.say)
            await ack()
            if await self.house.whisper(click.channel, person.id, message, click.inside):
                return
        channel = await self.house.direct(person.id)  # first: what can't be shown is not kept
        message = await next_ballot(self.house, run_id, person.id, person.say)
        await ack()
        ts = await lay_out(self.house, run_id, person.id, channel, message, click.cause)
        if not was_over and await is_over(self.house, run_id):  # since it was read
            message = await last_words(self.house, run_id, person.id, person.say)
            async with on_the_table(self.house, ts):
                await self.house.edit(channel, ts, message)
        if click.channel != channel:
            await self._point_to(channel, ts, click, person)

    async def _point_to(self, channel: str, ts: str, click: Click, person: Known) -> None:
        """A courtesy: their messages show that something is new."""
        address = await self.house.places.link(self.house.slack, channel, ts)
        with contextlib.suppress(SlackClientError, ClientError, TimeoutError):
            there = in_messages(address, person.say)
            await self.house.whisper(click.channel, person.id, there)

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
        said = Said(*read_value(click.value))
        async with self.house.database.reading() as session:
            showing = await session.get(Showing, said.showing)
        if showing is None:
            return
        async with on_the_table(self.house, click.ts):
            run_id, say = showing.run_id, person.say
            message = await next_ballot(self.house, run_id, person.id, say, said)
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
        async with on_the_table(self.house, click.ts):
            try:
                message = await same_ballot(self.house, click.value, person.id, person.say)
            except Settled:
                await self._without_way_back(body, click, respond, person)
                raise
            await ack()
            await self._replace(body, click, respond, message)

    async def _without_way_back(
        self, body: Clicked, click: Click, respond: AsyncRespond, person: Known
    ) -> None:
        async with self.house.database.reading() as session:
            run_id = (await session.get_one(Showing, click.value)).run_id
        message = await next_ballot(self.house, run_id, person.id, person.say)
        await self._replace(body, click, respond, message)

    async def _replace(
        self, body: Clicked, click: Click, respond: AsyncRespond, message: Message
    ) -> None:
        """What one person alone sees can be written over only by the click's own address."""
        if _is_theirs_alone(body):
            await say_over(respond, message)
        else:
            await self.house.edit(click.channel, click.ts, message)


def _is_theirs_alone(body: Clicked) -> bool:
    return body.get("container", {}).get("is_ephemeral", False)
