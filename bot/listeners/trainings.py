"""Trainings by command: of one model, or of three for a learning curve, once its cost was seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TypedDict, cast

import orjson
from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import commands
from bot.flows.all import Flows
from bot.flows.house import House
from bot.flows.training.proposing import proposal
from bot.listeners.asked import Asked
from bot.listeners.clicking import say_over, who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Clicked
from bot.listeners.reach import version_in_reach
from bot.listeners.wishes import Wishes
from bot.slack.people import Known
from bot.views.blocks import Message
from bot.views.training import learning_curve as views
from core.datasets import Dataset, Version, find_dataset
from core.datasets.counting.lengths import epochs_for
from core.people import Action
from core.tuning import estimate
from core.tuning.curves import SHARES, Settings, begin, jobs_there, require_a_curve, together


class Wish(TypedDict):
    """What the button of an offered curve stands for; its cause lets it begin once."""

    cause: str
    version: str
    base: str
    epochs: int | None
    same_epochs: int | None


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def do(self, command: commands.Train, asked: Asked) -> Message | None:
        """Begin a training, whose card in the channel says the rest, or offer a curve."""
        asked.person.must_be_allowed(Action.TRAIN)
        async with self.house.database.reading() as session:
            dataset = await find_dataset(session, asked.team, asked.channel, command.dataset)
        if isinstance(command, commands.DrawCurve):
            return await self._offer(command, dataset, asked)
        return await Wishes(self.house, self.flows).train(
            cause=asked.cause,
            dataset=dataset,
            channel=asked.channel,
            person=asked.person,
            base=command.base,
            epochs=command.epochs,
            number=command.version,
        )

    async def _offer(self, command: commands.DrawCurve, dataset: Dataset, asked: Asked) -> Message:
        """What the trainings would take; nothing is begun."""
        version = await self._ready(dataset, asked.channel, asked.person, command.version)
        base = await self.house.training.base(command.base or await self._base(version))
        async with self.house.database.reading() as session:
            taking = partial(
                estimate,
                session,
                version,
                base,
                training=self.house.training,
                prices=self.house.prices,
            )
            whole = await taking(epochs=command.epochs)
            # Where nobody can say what the provider would choose, it isn't let choose.
            same_epochs = whole.epochs or epochs_for(version.training_examples)
            wish: Wish = {
                "cause": f"curve:{asked.cause}",
                "version": version.id,
                "base": base.name,
                "epochs": command.epochs if whole.epochs else same_epochs,
                "same_epochs": same_epochs,
            }
            there = await jobs_there(session, self._settings(wish))
            missing = [
                whole if share == 1 else await taking(epochs=same_epochs, share=share)
                for share in SHARES
                if share not in there
            ]
        offered = views.Offer(
            dataset=dataset,
            version=version,
            base=base.name,
            there=sorted(there),
            missing=len(missing),
            estimate=together(missing) if missing else None,
        )
        return views.offer(offered, orjson.dumps(wish).decode(), asked.person.say)

    async def draw_curve(
        self,
        ack: AsyncAck,
        body: Clicked,
        action: ClickedAction,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.TRAIN)
        wish = cast("Wish", orjson.loads(click.value))
        async with self.house.database.reading() as session:
            dataset, version = await version_in_reach(
                session, wish["version"], team=click.team, channel=click.channel
            )
        await self._ready(dataset, click.channel, person, version.number)
        await self._begin(wish, dataset, version, click.channel, person)
        await ack()
        await say_over(respond, views.begun(person.say))

    async def _ready(
        self, dataset: Dataset, channel: str, person: Known, number: int | None
    ) -> Version:
        wishes = Wishes(self.house, self.flows)
        version = await wishes.ready(dataset, channel=channel, person=person, number=number)
        require_a_curve(dataset.name, version)
        return version

    async def _base(self, version: Version) -> str:
        """Where the base to begin with doesn't know the language, one that does."""
        proposed = await proposal(self.house, version)
        return proposed.first.name if proposed else await self.house.base_name()

    def _settings(self, wish: Wish) -> Settings:
        return Settings(
            version_id=wish["version"],
            provider=self.house.training.profile.name,
            base_model=wish["base"],
            epochs=wish["epochs"],
            same_epochs=wish["same_epochs"],
        )

    async def _begin(
        self, wish: Wish, dataset: Dataset, version: Version, channel: str, person: Known
    ) -> None:
        async with self.house.database.transaction() as session:
            jobs = await begin(
                session,
                self._settings(wish),
                cause=wish["cause"],
                dataset=dataset,
                version=version,
                channel=channel,
                person=person.id,
            )
        await self.house.durable.start(
            wish["cause"],
            self.flows.draw_curve,
            {
                "cause": wish["cause"],
                "jobs": [job.id for job in jobs],
                "channel": channel,
                "person": person.id,
                "locale": person.person.locale,
            },
        )
