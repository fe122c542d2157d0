"""Evaluations: one is started by a form, people vote on pairs in their messages, one closes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, assert_never

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import commands
from bot.flows.all import Flows
from bot.flows.evaluating.contest import load_contest
from bot.flows.evaluating.judging import judged
from bot.flows.evaluating.showing_verdicts import deciders
from bot.flows.house import House
from bot.listeners.asked import Asked
from bot.listeners.clicking import who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import (
    Clicked,
    State,
    Submitted,
    choice_of,
    choices_of,
    text_of,
)
from bot.listeners.voters import choose_voters
from bot.locales import words_for
from bot.slack.places import must_be_present, private_channel
from bot.views.blocks import Message
from bot.views.evaluation import card as views
from bot.views.evaluation import form as forms
from bot.views.evaluation import repeating as repeating_views
from bot.views.evaluation.names import Contest
from bot.views.evaluation.verdict_card import verdict_card
from core.channels import prompt_of, settings_of
from core.datasets import Split, examples
from core.errors import TogiError
from core.evaluation.runs.ballots import latest_run
from core.evaluation.runs.planning import Entrant, Plan, begin
from core.evaluation.runs.refusals import NothingToAsk
from core.evaluation.runs.repeating import end, repeated, schedule_of
from core.evaluation.runs.tables import Run, RunState
from core.evaluation.runs.voting import close
from core.models import Model, find_model, list_models, register_bases
from core.models.reach import must_answer_in
from core.people import MAY, Action
from core.tuning import Job


class OnlyOneModel(TogiError):
    template: ClassVar[str] = (
        "There is only one model so far. Train one first: `/ft train`. It is then compared with "
        "its base."
    )


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def open_form(self, asked: Asked, challenger: str | None = None) -> Message | None:
        """What may be compared, with the newest model against the one in use to begin with.

        One that learnt from a part of the rows can be chosen, but is not proposed.
        """
        asked.person.must_be_allowed(Action.EVALUATE)
        team, channel = asked.team, asked.channel
        in_use = await self.house.model_for(team, channel)
        async with self.house.database.transaction() as session:
            await register_bases(session, team=team, channel=channel)
            models = await list_models(session, team=team, channel=channel)
            whole = [one for one in models if one.share == 1]
            if challenger:
                new = await find_model(session, team=team, channel=channel, typed=challenger)
            else:
                new = next((one for one in whole if not one.is_base), in_use)
            other = in_use
            if new.id == in_use.id:
                other = next((one for one in whole if one.id != new.id), new)
            proposed: Model | None = new
            if other.id == new.id:
                if len(models) == 1:
                    raise OnlyOneModel
                proposed, new = None, next(one for one in models if one.id != in_use.id)
            kept = await _held_out(self.house, new)
        offer = forms.Offer(models=models, challenger=proposed, baseline=other, has_held_out=kept)
        view = forms.form(offer, channel, asked.person.say)
        await self.house.slack.views_open(trigger_id=asked.trigger, view=view)
        return None

    async def do(self, command: commands.EvaluationCommand, asked: Asked) -> Message | None:
        match command:
            case commands.StartEvaluation():
                return await self.open_form(asked, command.challenger)
            case commands.ShowEvaluation():
                return await self._latest(asked)
            case _:
                assert_never(command)

    async def _latest(self, asked: Asked) -> Message:
        async with self.house.database.reading() as session:
            run = await latest_run(session, team=asked.team, channel=asked.channel)
            if run is None:
                return views.none_yet(asked.person.say)
            contest = await load_contest(session, run.id)
        if run.state is RunState.FAILED:
            return views.failed(contest, run.failure or "", asked.person.say)
        if run.state is RunState.PREPARING:
            return views.being_prepared(contest, asked.person.say)
        if run.state is RunState.CLOSED:
            return await self._verdict(contest, asked)
        return views.open_for_votes(contest, asked.person.say)

    async def _verdict(self, contest: Contest, asked: Asked) -> Message:
        """As it stands in the channel; the button only for who may decide."""
        found, _ = await judged(self.house, contest.state)
        say = asked.person.say
        if Action.USE in MAY[asked.person.role]:
            return verdict_card(contest, found, say)
        who = await deciders(self.house, asked.team, say)
        return verdict_card(contest, found, say, who=who, may_decide=False)

    async def open(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.EVALUATE)
        await ack()
        channel = click.channel or await self.house.direct(person.id)
        async with self.house.database.reading() as session:
            model = await session.get_one(Model, click.value)
        await self.open_form(Asked(person, channel, click.cause, click.trigger), model.title)

    async def submitted(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        view, team = body["view"], body["team"]["id"]
        person = await self.house.people.get(client, team=team, user=body["user"]["id"])
        person.must_be_allowed(Action.EVALUATE)
        channel, state = view["private_metadata"], view["state"]
        await must_be_present(client, channel)
        run = Run(
            team=team,
            cause=f"view:{team}:{view['id']}",
            channel=channel,
            private_to=await private_channel(client, channel),
            started_by=person.id,
            locale=person.person.locale,
            votes_wanted=int(choice_of(state, forms.VOTES, forms.VOTES) or forms.USUAL_VOTES),
            votes_in_thread=choice_of(state, forms.WHERE, forms.WHERE) == forms.IN_THREAD,
        )
        await choose_voters(self.house, run, state, client)
        async with self.house.database.transaction() as session:
            entrants = await self._entrants(session, state)
            for one in entrants:
                must_answer_in(one.model, channel)
            if choice_of(state, forms.SOURCE, forms.SOURCE) == forms.HELD_OUT:
                run.version_id = await _version(session, entrants)
            settings = await settings_of(session, team=team, channel=channel)
            plan = Plan(
                run=run,
                entrants=entrants,
                questions=int(choice_of(state, *[forms.QUESTIONS] * 2) or forms.USUAL_QUESTIONS),
                takes=forms.TAKES if choices_of(state, *[forms.CONSISTENCY] * 2) else 1,
                sampling=self.house.sampling,
                settings=settings,
                prompt=await prompt_of(session, settings),
            )
            run = await begin(session, plan)
            every_days = int(choice_of(state, forms.REPEAT, forms.REPEAT) or 0)
            if every_days and await schedule_of(session, run.id) is None:
                own = {"questions": plan.questions, "takes": plan.takes}
                session.add(repeated(run, **own, every_days=every_days))
        await self.house.durable.start(f"evaluate:{run.id}", self.flows.evaluate, run.id)
        await ack()

    async def _entrants(self, session: AsyncSession, state: State) -> list[Entrant]:
        """What is compared: the model in use first, then the new one, then others."""
        ids = [choice_of(state, block, block) for block in (forms.BASELINE, forms.CHALLENGER)]
        ids += choices_of(state, forms.OTHERS, forms.OTHERS)
        models = [await session.get_one(Model, one) for one in dict.fromkeys(ids)]
        if len(models) == 1:
            models *= 2  # the same one twice, which a prompt may tell apart
        prompt = text_of(state, forms.BASELINE_PROMPT, forms.BASELINE_PROMPT)
        return [Entrant(models[0], prompt), *(Entrant(one) for one in models[1:])]

    async def stop_repeating(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.EVALUATE)
        async with self.house.database.transaction() as session:
            last = await end(session, click.value, person.id)
        await ack()
        if last:
            told = repeating_views.ended(person.id, words_for(last.locale))
            await self.house.post(f"ended:{click.value}", last.channel, None, told)
            await self.house.durable.start(click.cause, self.flows.count_votes, last.id)

    async def close(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.EVALUATE)
        async with self.house.database.transaction() as session:
            await close(session, click.value, person.id)
        await self.house.durable.start(click.cause, self.flows.count_votes, click.value)
        await ack()


async def _version(session: AsyncSession, entrants: Sequence[Entrant]) -> str:
    """The version that taught the new model, or else another one: it keeps questions back.

    Raises:
        NothingToAsk: when none of them learnt from a data set.
    """
    jobs = [one.model.job_id for one in (*entrants[1:], entrants[0]) if one.model.job_id]
    if not jobs:
        raise NothingToAsk
    return (await session.get_one(Job, jobs[0])).version_id


async def _held_out(house: House, model: Model) -> bool:
    """Whether a model's data set keeps questions back."""
    if model.is_base:
        return False
    async with house.database.reading() as session:
        version = (await session.get_one(Job, model.job_id)).version_id
        splits = (Split.HELD_OUT, Split.VALIDATION)
        return any([await examples(session, version, one, limit=1) for one in splits])
