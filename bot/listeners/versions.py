"""The commands about the versions of a data set, and the buttons that delete and erase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot import commands
from bot.flows.all import Flows
from bot.flows.datasets.exporting import Export
from bot.flows.datasets.removing import Addressee, Doomed, Marked
from bot.flows.datasets.showing import shown
from bot.flows.house import House
from bot.listeners.asked import Asked
from bot.listeners.clicking import who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Click, Clicked
from bot.listeners.reach import dataset_in_reach, version_in_reach
from bot.slack.people import Known
from bot.views.blocks import Message
from bot.views.datasets import cards as dataset_views
from bot.views.datasets import removing
from bot.views.datasets import versions as views
from core.datasets import Dataset, Version, find_dataset, list_datasets, newest_version
from core.datasets.versions.changing import rename
from core.datasets.versions.erasing import mark_erased, row_of
from core.datasets.versions.looking import find_version, list_versions
from core.datasets.versions.refusals import GoneMeanwhile
from core.models.lineage import must_be_unused
from core.people import MAY, Action


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def do(self, command: commands.VersionCommand, asked: Asked) -> Message:
        """Do what a command says; the reply is for its author alone."""
        if isinstance(command, commands.ListDatasets):
            return await self._list(asked)
        async with self.house.database.reading() as session:
            dataset = await find_dataset(session, asked.team, asked.channel, command.name)
        match command:
            case commands.ShowDataset():
                return await self._show(dataset, command.version, asked)
            case commands.DiffVersions():
                return await self._diff(dataset, command, asked)
            case commands.ExportDataset():
                return await self._export(dataset, command.version, asked)
            case commands.RenameDataset():
                return await self._rename(dataset, command.new_name, asked)
            case commands.DeleteDataset():
                return await self._ask_to_delete(dataset, command.version, asked)
            case commands.EraseRow():
                return await self._ask_to_erase(dataset, command, asked)
            case _:
                assert_never(command)

    async def _list(self, asked: Asked) -> Message:
        async with self.house.database.reading() as session:
            datasets = await list_datasets(session, asked.team, asked.channel)
            entries = [(one, await newest_version(session, one.id)) for one in datasets]
        return dataset_views.listing(entries, asked.person.say)

    async def _show(self, dataset: Dataset, number: int | None, asked: Asked) -> Message:
        async with self.house.database.reading() as session:
            version = await find_version(session, dataset, number)
            versions = await list_versions(session, dataset.id)
        may_operate = Action.TRAIN in MAY[asked.person.role]
        card = dataset_views.card(
            await shown(self.house, version.id), asked.person.say, may_operate=may_operate
        )
        if versions[1:]:
            card["blocks"].append(views.history(versions, asked.person.say))
        return card

    async def _diff(
        self, dataset: Dataset, command: commands.DiffVersions, asked: Asked
    ) -> Message:
        asked.person.must_be_allowed(Action.EXPORT)
        async with self.house.database.reading() as session:
            old = await find_version(session, dataset, command.old)
            new = await find_version(session, dataset, command.new)
        await self._hand_out(new, asked, since=old)
        return views.comparing(dataset, old, new, asked.person.say)

    async def _export(self, dataset: Dataset, number: int | None, asked: Asked) -> Message:
        asked.person.must_be_allowed(Action.EXPORT)
        async with self.house.database.reading() as session:
            version = await find_version(session, dataset, number)
        await self._hand_out(version, asked)
        return views.on_its_way(dataset, version, asked.person.say)

    async def _hand_out(self, version: Version, asked: Asked, since: Version | None = None) -> None:
        export: Export = {
            "cause": asked.cause,
            "channel": asked.channel,
            "version": version.id,
            "since": since.id if since else None,
            "person": asked.person.id,
            "locale": asked.person.person.locale,
        }
        await self.house.durable.start(asked.cause, self.flows.export, export)

    async def _rename(self, dataset: Dataset, name: str, asked: Asked) -> Message:
        asked.person.must_be_allowed(Action.CHANGE_DATA)
        async with self.house.database.transaction() as session:
            renamed = await rename(session, dataset.id, name)
        return views.renamed(dataset.name, renamed, asked.person.say)

    async def _ask_to_delete(self, dataset: Dataset, number: int | None, asked: Asked) -> Message:
        asked.person.must_be_allowed(Action.CHANGE_DATA)
        async with self.house.database.reading() as session:
            version = await find_version(session, dataset, number) if number else None
            await must_be_unused(session, dataset, version)
            versions = await list_versions(session, dataset.id)
        return removing.deletion(dataset, version, len(versions), asked.person.say)

    async def _ask_to_erase(
        self, dataset: Dataset, command: commands.EraseRow, asked: Asked
    ) -> Message:
        asked.person.must_be_allowed(Action.CHANGE_DATA)
        async with self.house.database.reading() as session:
            version = await newest_version(session, dataset.id)
            example = await row_of(session, dataset, version, command.row)
        return removing.erasure(dataset, version, example, command.reason, asked.person.say)

    async def delete(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """Confirmed: `value` is the data set's id and the version's, if one alone is meant."""
        click, person = await who_clicked(self.house, client, body, action, Action.CHANGE_DATA)
        dataset_id, _, version_id = click.value.partition(":")
        async with self.house.database.reading() as session:
            place = {"team": click.team, "channel": click.channel}
            dataset = await dataset_in_reach(session, dataset_id, **place)
            version = None
            if version_id:
                _, version = await version_in_reach(session, version_id, **place)
            await must_be_unused(session, dataset, version)
        doomed: Doomed = {
            "dataset": dataset.id,
            "name": dataset.name,
            "version": version.id if version else None,
            "number": version.number if version else None,
            "place": _place(click, person),
        }
        await self.house.durable.start(click.cause, self.flows.delete, doomed)
        await ack()
        reply = removing.deleting(dataset, version, person.say)
        await self.house.whisper(click.channel, person.id, reply, click.inside)

    async def erase(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """Confirmed: `value` is the version's id, the row, and the reason that was given."""
        click, person = await who_clicked(self.house, client, body, action, Action.CHANGE_DATA)
        version_id, position, reason = click.value.split(":", 2)
        row = int(position)
        async with self.house.database.transaction() as session:
            dataset, version = await version_in_reach(
                session, version_id, team=click.team, channel=click.channel
            )
            is_new = await mark_erased(
                session, dataset, version, row, person=person.id, reason=reason or None
            )
        marked: Marked = {
            "name": dataset.name,
            "version": version.id,
            "row": row,
            "place": _place(click, person),
        }
        # Also where it is marked already: whoever marked it may have died before this line.
        await self.house.durable.start(f"erase:{version.id}:{row}", self.flows.erase, marked)
        if not is_new:
            raise GoneMeanwhile
        await ack()
        reply = removing.erasing(dataset, row, person.say)
        await self.house.whisper(click.channel, person.id, reply, click.inside)


def _place(click: Click, person: Known) -> Addressee:
    return {"channel": click.channel, "person": person.id, "locale": person.person.locale}
