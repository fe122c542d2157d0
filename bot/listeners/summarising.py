"""`/ft summary`: the running totals at once, how sure they are a moment later."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from slack_bolt.async_app import AsyncRespond

from bot import commands
from bot.flows.house import House
from bot.flows.ratings.sureness import tell_how_sure
from bot.listeners.asked import Asked
from bot.views.blocks import Message
from bot.views.ratings.summary import summary_card
from core.evaluation import Summary, summarise
from core.models import find_model, list_models


@dataclass(frozen=True, slots=True)
class Listener:
    house: House

    async def card(self, command: commands.Summarise, asked: Asked) -> Message:
        return summary_card(await self._summary(command, asked), asked.person.say)

    async def how_sure(
        self, command: commands.Summarise, asked: Asked, respond: AsyncRespond
    ) -> None:
        async def show(message: Message) -> bool:
            said = await respond(
                text=message["text"], blocks=message["blocks"], replace_original=False
            )
            return said.status_code == HTTPStatus.OK

        summary = await self._summary(command, asked)
        await tell_how_sure(self.house, summary, asked.person.say, show)

    async def _summary(self, command: commands.Summarise, asked: Asked) -> Summary:
        """Of every model that may be seen here; of one that was named, with its base."""
        team, channel = asked.team, asked.channel
        async with self.house.database.reading() as session:
            models = await list_models(session, team=team, channel=channel)
            if command.model:
                model = await find_model(session, team=team, channel=channel, typed=command.model)
                models = [model, *(m for m in models if m.name == model.base_name != model.name)]
            return await summarise(session, models)
