"""What people said of answers: each looks through their own and erases it; operators export it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot import commands
from bot.flows.all import Flows
from bot.flows.house import House
from bot.flows.ratings.exporting import LedgerExport
from bot.listeners import importing
from bot.listeners.asked import Asked
from bot.listeners.clicking import who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Clicked
from bot.slack.people import Known
from bot.views.blocks import Message, View
from bot.views.ratings import said as views
from bot.views.ratings.exports import on_its_way
from core.evaluation.said import erase_everything, erase_one, said_by
from core.people import Action


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def do(self, command: commands.LedgerCommand, asked: Asked) -> Message | None:
        match command:
            case commands.SeeSaid():
                await self._open(asked)
                return None
            case commands.ExportLedger():
                return await self._export(command, asked)
            case commands.ImportRatings():
                await importing.Listener(self.house, self.flows).open(asked)
                return None
            case _:
                assert_never(command)

    async def _open(self, asked: Asked) -> None:
        """For whoever asks, about themselves alone."""
        asked.person.must_be_allowed(Action.RATE)
        view = await self._page(asked.person, 0)
        await self.house.slack.views_open(trigger_id=asked.trigger, view=view)

    async def _export(self, command: commands.ExportLedger, asked: Asked) -> Message:
        asked.person.must_be_allowed(Action.EXPORT)
        wanted: LedgerExport = {
            "cause": asked.cause,
            "team": asked.team,
            "channel": asked.channel,
            "kind": command.kind,
            "format": command.file_format,
            "named": command.named,
            "person": asked.person.id,
            "locale": asked.person.person.locale,
        }
        await self.house.durable.start(asked.cause, self.flows.export_ratings, wanted)
        is_public = await self.house.places.public(self.house.slack, [asked.channel])
        return on_its_way(asked.person.say, elsewhere=bool(is_public))

    async def turn(self, body: Clicked, action: ClickedAction, client: AsyncWebClient) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        await self._show(body, person, int(click.value))

    async def erase(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """Only what is theirs: a key of somebody else's changes nothing."""
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        key, page = views.OnPage.read(click.value)
        async with self.house.database.transaction() as session:
            await erase_one(session, key, team=click.team, person=person.id, cause=click.cause)
        await ack()
        await self._show(body, person, page, is_erased=True)

    async def erase_all(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        async with self.house.database.transaction() as session:
            await erase_everything(session, team=click.team, person=person.id, cause=click.cause)
        await ack()
        await self._show(body, person, 0, is_erased=True)

    async def _show(
        self, body: Clicked, person: Known, page: int, *, is_erased: bool = False
    ) -> None:
        """Write over the modal in which they clicked."""
        view_id = body.get("container", {}).get("view_id", "")
        view = await self._page(person, page, is_erased=is_erased)
        await self.house.slack.views_update(view_id=view_id, view=view)

    async def _page(self, person: Known, page: int, *, is_erased: bool = False) -> View:
        async with self.house.database.reading() as session:
            found = await said_by(session, team=person.person.team, person=person.id, page=page)
        return views.said_modal(found, person.say, is_erased=is_erased)
