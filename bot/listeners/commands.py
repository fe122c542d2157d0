"""`/ft`: what was typed becomes a command, the command an answer for its author alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import ClassVar, assert_never

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import commands
from bot.flows.all import Flows
from bot.flows.channels import shown
from bot.flows.datasets.fetching import example_names
from bot.flows.house import House
from bot.listeners import (
    channels,
    evaluations,
    jobs,
    promoting,
    said,
    summarising,
    trainings,
    versions,
)
from bot.listeners.asked import Asked
from bot.listeners.asking import Asking
from bot.listeners.clicking import who_clicked
from bot.listeners.going_on import behind, to_its_end
from bot.listeners.models import Where, let_serve
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Clicked, Command
from bot.slack.places import must_be_present, private_channel
from bot.slack.plain import plain_text
from bot.views import help as help_views
from bot.views.blocks import Message, message
from bot.views.channels import settings as channel_views
from bot.views.datasets.bringing import add_modal, examples_there_are
from bot.views.in_modal import in_modal
from bot.views.models import listed as model_views
from bot.views.ratings.emoji import how_to_rate
from core.answers import Question
from core.channels import serving_model
from core.datasets import Arrival
from core.errors import TogiError
from core.models import Model, find_model, list_models
from core.people import MAY, Action
from core.ratings import emoji_meanings

# Answered behind the acknowledgement: the provider is asked, and whoever typed it can again.
LOOKED_UP = (commands.Status, commands.DrawCurve)


class NoSuchExample(TogiError):
    template: ClassVar[str] = "There is no example called “{typed}”. You can choose from: {names}"


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def ft(
        self,
        ack: AsyncAck,
        command: Command,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        team, channel = command["team_id"], command["channel_id"]
        person = await self.house.people.get(client, team=team, user=command["user_id"])
        person.must_be_allowed(Action.LOOK)
        asked = Asked(person, channel, f"cmd:{command['trigger_id']}", command["trigger_id"])
        wanted = commands.parse(command.get("text", ""))
        if isinstance(wanted, LOOKED_UP):
            await ack()
            story = partial(self._answer, wanted, asked, respond)
            self.house.behind.go_on(to_its_end(self.house, story, command, client))
        elif reply := await self._do(wanted, asked):
            await ack(response_type="ephemeral", text=reply["text"], blocks=reply["blocks"])
            if isinstance(wanted, commands.Summarise):
                story = partial(summarising.Listener(self.house).how_sure, wanted, asked, respond)
                self.house.behind.go_on(to_its_end(self.house, story, command, client))
        else:
            await ack()

    async def _answer(self, wanted: commands.Command, asked: Asked, respond: AsyncRespond) -> None:
        """Say behind the acknowledgement what it takes a moment to look up."""
        if reply := await self._do(wanted, asked):
            shown = await respond(text=reply["text"], blocks=reply["blocks"])
            if shown.status_code != HTTPStatus.OK:
                await self.house.whisper(asked.channel, asked.person.id, reply)

    def show(self, text: str) -> Callable[..., Awaitable[None]]:
        """A listener for a button that stands for a command."""

        async def clicked(body: Clicked, action: ClickedAction, client: AsyncWebClient) -> None:
            click, person = await who_clicked(self.house, client, body, action, Action.LOOK)
            asked = Asked(person, click.channel, click.cause, click.trigger)
            reply = await self._do(commands.parse(text), asked)
            if reply and click.channel:
                await self.house.whisper(click.channel, person.id, reply, click.inside)
            elif reply:
                view = in_modal("Togi", reply, person.say)
                await client.views_open(trigger_id=click.trigger, view=view)

        return behind(self.house, clicked)

    async def _do(self, command: commands.Command, asked: Asked) -> Message | None:
        """Do what a command says; the reply is for its author alone."""
        match command:
            case commands.Menu() | commands.Help() | commands.HowToRate():
                return await self._guide(command, asked)
            case commands.AddDataset():
                return await self._add_dataset(command, asked)
            case (
                commands.ListDatasets()
                | commands.ShowDataset()
                | commands.DiffVersions()
                | commands.ExportDataset()
                | commands.RenameDataset()
                | commands.DeleteDataset()
                | commands.EraseRow()
            ):
                return await versions.Listener(self.house, self.flows).do(command, asked)
            case commands.Train():
                return await trainings.Listener(self.house, self.flows).do(command, asked)
            case commands.Status() | commands.ListJobs() | commands.Cancel():
                return await jobs.Listener(self.house).do(command, asked)
            case (
                commands.ListModels() | commands.Use() | commands.RollBack() | commands.Summarise()
            ):
                return await self._models(command, asked)
            case (
                commands.StartEvaluation()
                | commands.ShowEvaluation()
                | commands.SeeSaid()
                | commands.ExportLedger()
                | commands.ImportRatings()
            ):
                return await self._evaluate(command, asked)
            case commands.SetChannel():
                return await channels.Listener(self.house, self.flows).settings(asked)
            case commands.Ask():
                return await self._ask(command, asked)
            case _:
                assert_never(command)

    async def _evaluate(
        self, command: commands.EvaluationCommand | commands.LedgerCommand, asked: Asked
    ) -> Message | None:
        """Comparisons, and what people said."""
        match command:
            case commands.StartEvaluation() | commands.ShowEvaluation():
                return await evaluations.Listener(self.house, self.flows).do(command, asked)
            case commands.SeeSaid() | commands.ExportLedger() | commands.ImportRatings():
                return await said.Listener(self.house, self.flows).do(command, asked)
            case _:
                assert_never(command)

    async def _add_dataset(self, command: commands.AddDataset, asked: Asked) -> Message | None:
        asked.person.must_be_allowed(Action.ADD_DATA)
        names, say = example_names(), asked.person.say
        if command.example is None:
            view = add_modal(asked.channel, names, say)
            await self.house.slack.views_open(trigger_id=asked.trigger, view=view)
            return None
        if command.example == "example":  # copied from the help as it stands there
            return examples_there_are(names, say)
        if command.example not in names:
            raise NoSuchExample(typed=command.example, names=", ".join(names))
        await must_be_present(self.house.slack, asked.channel)
        arrival = Arrival(
            cause=asked.cause,
            team=asked.team,
            channel=asked.channel,
            person=asked.person.id,
            locale=asked.person.person.locale,
            private_to=await private_channel(self.house.slack, asked.channel),
            example=command.example,
        )
        await self.house.receive(arrival)
        await self.house.durable.start(asked.cause, self.flows.bring, asked.cause)
        return None

    async def _models(
        self,
        command: commands.ListModels | commands.Use | commands.RollBack | commands.Summarise,
        asked: Asked,
    ) -> Message | None:
        if isinstance(command, commands.RollBack):
            return await promoting.Listener(self.house, self.flows).go_back(asked)
        if isinstance(command, commands.Summarise):
            return await summarising.Listener(self.house).card(command, asked)
        if isinstance(command, commands.Use):
            asked.person.must_be_allowed(Action.USE)
        team, channel, say = asked.team, asked.channel, asked.person.say
        async with self.house.database.reading() as session:
            if isinstance(command, commands.ListModels):
                models = await list_models(session, team=team, channel=channel)
                serving = await serving_model(session, team=team, channel=channel)
                return model_views.model_list(models, serving, say)
            model = await find_model(session, team=team, channel=channel, typed=command.model)
        return await self._use(model, command.channel or channel, asked)

    async def _use(self, model: Model, channel: str, asked: Asked) -> Message:
        await must_be_present(self.house.slack, channel)
        where = Where(channel, None, asked.cause)
        await let_serve(self.house, self.flows, model, where, asked.person)
        known = await shown(self.house, team=asked.team, channel=channel)
        return channel_views.also_set(known, asked.person.say)

    async def _guide(
        self, command: commands.Menu | commands.Help | commands.HowToRate, asked: Asked
    ) -> Message:
        if isinstance(command, commands.Menu):
            may_add = Action.ADD_DATA in MAY[asked.person.role]
            return help_views.menu(asked.person.say, may_add=may_add)
        if isinstance(command, commands.Help):
            return help_views.help_text(asked.person.say)
        async with self.house.database.reading() as session:
            meanings = await emoji_meanings(session, asked.team)
        may_change = Action.SET_EMOJI in MAY[asked.person.role]
        return how_to_rate(meanings, asked.person.say, may_change=may_change)

    async def _ask(self, command: commands.Ask, asked: Asked) -> Message:
        asked.person.must_be_allowed(Action.ASK)
        question = Question(
            team=asked.team,
            cause=asked.cause,
            channel=asked.channel,
            thread=asked.cause,  # a private question has no thread but its own
            ts=asked.cause,
            asked_by=asked.person.id,
            text=plain_text(command.question),
            private_to=asked.person.id,
        )
        model = await Asking(self.house, self.flows).privately(question, asked.person)
        say = asked.person.say
        return message(say("*{model}* answers below. Only you see it.", model=model))
