"""What is done with a verdict: look at it closely, promote the winner, go back."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.evaluating.contest import load_contest
from bot.flows.house import House
from bot.listeners.asked import Asked
from bot.listeners.clicking import who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Clicked
from bot.locales import words_for
from bot.views.evaluation import card as views
from bot.views.in_modal import in_modal
from core.evaluation.runs.concluding import judgement
from core.evaluation.runs.promoting import Grounds, promote, roll_back
from core.models import Model
from core.people import Action


@dataclass(frozen=True, slots=True)
class Listener:
    house: House

    async def promote(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.USE)
        async with self.house.database.reading() as session:
            contest = await load_contest(session, click.value)
        run = contest.state.run
        in_use = await self.house.model_for(run.team, run.channel)
        found = judgement(contest.state)
        grounds = Grounds(
            verdict=found.verdict.value, win_rate=found.win_rate, decisive=found.decisive
        )
        cause = f"promote:{run.id}"
        async with self.house.database.transaction() as session:
            await promote(
                session, contest.state, grounds, in_use=in_use, person=person.id, cause=cause
            )
        await ack()
        message = views.promoted(contest, person.id, words_for(run.locale))
        await self.house.post(cause, run.channel, None, message)

    async def details(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.LOOK)
        async with self.house.database.reading() as session:
            contest = await load_contest(session, click.value)
        await ack()
        told = views.details(contest, judgement(contest.state), person.say)
        view = in_modal(person.say("Details"), told, person.say)
        await client.views_open(trigger_id=click.trigger, view=view)

    async def go_back(self, asked: Asked) -> None:
        asked.person.must_be_allowed(Action.USE)
        own = {"team": asked.team, "channel": asked.channel, "person": asked.person.id}
        async with self.house.database.transaction() as session:
            back = await roll_back(session, cause=asked.cause, **own)
            model = await session.get_one(Model, back.model_id)
        message = views.rolled_back(model.title, asked.person.id, asked.person.say)
        await self.house.post(f"back:{asked.cause}", asked.channel, None, message)

    async def roll_back(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.USE)
        await self.go_back(Asked(person, click.value, click.cause, click.trigger))
        await ack()
