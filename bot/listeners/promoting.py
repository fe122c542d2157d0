"""What is done with a verdict: look at it closely, promote the winner, go back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.evaluating.contest import load_contest
from bot.flows.evaluating.judging import judged
from bot.flows.evaluating.promoting import Decided
from bot.flows.house import House
from bot.listeners.asked import Asked
from bot.listeners.clicking import say_over, who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Clicked
from bot.locales import words_for
from bot.views.blocks import Message
from bot.views.evaluation import decided as views
from bot.views.evaluation.details import details
from bot.views.in_modal import in_modal
from core.errors import TogiError
from core.evaluation.runs.outcomes import outcomes
from core.evaluation.runs.promoting import last_change, must_be_last, named
from core.evaluation.runs.tables import Change
from core.people import Action


class SomebodyElse(TogiError):
    template: ClassVar[str] = (
        "You asked for this yourself. Another operator must agree, so that two people have looked."
    )


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def promote(
        self,
        ack: AsyncAck,
        body: Clicked,
        action: ClickedAction,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        """Promote at once, or, where two operators must agree, ask for the second one."""
        click, person = await who_clicked(self.house, client, body, action, Action.USE)
        run_id, _, asked_by = click.value.partition(":")
        async with self.house.database.reading() as session:
            contest = await load_contest(session, run_id)
        run = contest.state.run
        if self.house.settings.two_promote and asked_by in {"", person.id}:
            if asked_by:
                raise SomebodyElse
            proposal = views.proposed(contest, person.id, words_for(run.locale))
            await ack()
            await self.house.post(f"propose:{click.cause}", run.channel, None, proposal)
            return
        decided: Decided = {
            "run": run.id,
            "undoes": None,
            "team": run.team,
            "channel": run.channel,
            "person": person.id,
            "locale": run.locale,
            "cause": click.cause,
        }
        await self.house.durable.start(click.cause, self.flows.decide, decided)
        await ack()
        if asked_by:
            say = words_for(run.locale)
            await say_over(respond, views.agreed(contest, asked_by, person.id, say))

    async def roll_back(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.USE)
        channel, _, promotion_id = click.value.partition(":")
        asked = Asked(person, channel, click.cause, click.trigger)
        told = await self.go_back(asked, promotion_id)
        await ack()
        if told:
            await self.house.whisper(channel, person.id, told)

    async def go_back(self, asked: Asked, promotion_id: str | None = None) -> Message | None:
        """Let what answered before answer again; going back needs no second person."""
        asked.person.must_be_allowed(Action.USE)
        own = {"team": asked.team, "channel": asked.channel}
        async with self.house.database.reading() as session:
            last = await last_change(session, **own)
            if last and last.change is Change.ROLLED_BACK:
                back = await named(session, last)
                serving = await self.house.model_for(**own)
                return views.rolled_back_already(back, serving.title, asked.person.say)
            await must_be_last(session, **own, promotion_id=promotion_id)
        decided: Decided = {
            "run": None,
            "undoes": promotion_id,
            "team": asked.team,
            "channel": asked.channel,
            "person": asked.person.id,
            "locale": asked.person.person.locale,
            "cause": asked.cause,
        }
        await self.house.durable.start(asked.cause, self.flows.decide, decided)
        return None

    async def details(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.LOOK)
        async with self.house.database.reading() as session:
            contest = await load_contest(session, click.value)
            by_question = await outcomes(session, contest.state)
        await ack()
        found, _ = await judged(self.house, contest.state)
        told = details(contest, found, by_question, person.say)
        view = in_modal(person.say("Details"), told, person.say)
        await client.views_open(trigger_id=click.trigger, view=view)
