"""What every flow needs: the database, the engine, Slack, the providers, the settings."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.behind import Behind
from bot.flows.durable import Durable
from bot.settings import Settings
from bot.slack.budget import Budgets
from bot.slack.homes import Homes
from bot.slack.people import People
from bot.slack.places import Places
from bot.slack.posts import Post, post_once
from bot.slack.refusals import detail
from bot.slack.turns import Turns
from bot.views.blocks import Message
from core.channels import serving_model
from core.datasets import Arrival
from core.datasets.counting.prices import Prices
from core.models import Model, find_base, register_base
from core.providers import Chat, Sampling, Training
from core.storage import Database

READ_AT_ONCE = 2  # files; a hostile one may cost a process of its own and much memory
NOT_THERE = {"not_in_channel", "channel_not_found", "user_not_in_channel"}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Built once by the composition root, and handed to whoever needs it."""

    settings: Settings
    database: Database
    durable: Durable
    slack: AsyncWebClient
    passing: AsyncWebClient  # for what is not worth another try
    people: People
    chat: Chat
    training: Training
    prices: Prices = field(default_factory=Prices)
    places: Places = field(default_factory=Places)
    homes: Homes = field(default_factory=Homes)
    budgets: Budgets = field(default_factory=Budgets)
    posting: Turns = field(default_factory=Turns)
    behind: Behind = field(default_factory=Behind)
    signs: dict[str, asyncio.Task[bool]] = field(default_factory=dict)  # by questions' ids
    readers: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(READ_AT_ONCE))

    @property
    def sampling(self) -> Sampling:
        return Sampling(temperature=self.settings.temperature, max_tokens=self.settings.max_tokens)

    async def post(self, key: str, channel: str, thread: str | None, message: Message) -> str:
        """The ts of a message that is posted once per key."""
        async with self.posting.of(key):  # an event that comes thrice is heard thrice at once
            await self.budgets.posts(channel).turn()
            return await post_once(
                self.database, self.slack, key=key, channel=channel, thread=thread, message=message
            )

    async def adopt(self, key: str, channel: str, thread: str | None, ts: str) -> None:
        """Let a message that stands already be the one that `post` would post under a key."""
        async with self.database.transaction() as session:
            if not await session.get(Post, key):
                session.add(Post(key=key, channel=channel, thread=thread, ts=ts))

    async def forget(self, key: str) -> None:
        """Know no longer of a message that is gone, or that nothing will change any more."""
        async with self.database.transaction() as session:
            if post := await session.get(Post, key):
                await session.delete(post)

    async def edit(self, channel: str, ts: str, message: Message) -> bool:
        """Change a message in place; False when somebody deleted it: it stays deleted."""
        await self.budgets.updates.turn()
        try:
            await self.slack.chat_update(
                channel=channel, ts=ts, text=message["text"], blocks=message["blocks"]
            )
        except SlackApiError as error:
            if detail(error) not in {"message_not_found", "cant_update_message"}:
                raise
            return False
        return True

    async def remove(self, channel: str, ts: str) -> None:
        """Take a message away; one that somebody deleted is gone already."""
        try:
            await self.slack.chat_delete(channel=channel, ts=ts)
        except SlackApiError as error:
            if detail(error) != "message_not_found":
                raise

    async def whisper(
        self, channel: str, person: str, message: Message, thread: str | None = None
    ) -> str | None:
        """Show a message to one person alone; None where Togi or the person is no member.

        The Home tab is no channel, and nothing can be shown there.
        """
        if not channel:
            return None
        try:
            response = await self.slack.chat_postEphemeral(
                channel=channel,
                user=person,
                thread_ts=thread,
                text=message["text"],
                blocks=message["blocks"],
            )
        except SlackApiError as error:
            if detail(error) not in NOT_THERE:
                raise
            return None
        return str(response["message_ts"])

    @property
    def known_base(self) -> str | None:
        """The base model to begin with, as far as nobody has to be asked for it."""
        return self.settings.base_model or self.training.profile.suggested_base

    async def base_name(self) -> str:
        """The base model to begin with: the configured one, the provider's, or the first listed."""
        return self.known_base or (await self.training.bases())[0].name

    async def direct(self, person: str) -> str:
        """The channel of a person's direct messages with Togi."""
        return str((await self.slack.conversations_open(users=person))["channel"]["id"])

    async def tell(self, person: str, message: Message) -> None:
        """Write to one person directly, where nothing could be said in the channel."""
        await self.slack.chat_postMessage(
            channel=person, text=message["text"], blocks=message["blocks"]
        )

    async def receive(self, arrival: Arrival) -> None:
        """Write down that a file is on its way in; the same cause is the same file."""
        async with self.database.transaction() as session:
            if not await session.get(Arrival, arrival.cause):
                session.add(arrival)

    async def model_for(self, team: str, channel: str) -> Model:
        """The model that answers in a channel; a base model until somebody chose one."""
        async with self.database.reading() as session:
            serving = await serving_model(session, team=team, channel=channel)
            if serving:
                return await session.get_one(Model, serving)
        name = await self.base_name()
        async with self.database.transaction() as session:
            return await self._base(session, team, name)

    async def model_in(self, session: AsyncSession, team: str, channel: str, base: str) -> Model:
        """As `model_for`, where the base model is known."""
        serving = await serving_model(session, team=team, channel=channel)
        if serving:
            return await session.get_one(Model, serving)
        return await self._base(session, team, base)

    async def _base(self, session: AsyncSession, team: str, name: str) -> Model:
        provider = self.chat.profile.name
        found = await find_base(session, team=team, provider=provider, name=name)
        return found or await register_base(session, team=team, provider=provider, name=name)
