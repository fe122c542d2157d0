"""How a channel is answered: looked at by everybody in it, set by operators."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.channels import Change, Wish, shown, wish_for
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
from bot.slack.people import Known
from bot.slack.places import must_be_present
from bot.views.blocks import Message, View
from bot.views.channels import form as forms
from bot.views.channels import settings as views
from bot.views.in_modal import in_modal
from core.channels import Written, WrongSetting, keep_prompt, prompts_of, serving_model
from core.channels.wanted import faults, read
from core.models import Model, list_models
from core.models.reach import must_answer_in
from core.people import MAY, Action


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def settings(self, asked: Asked) -> Message | None:
        """Open the form; who may not change anything gets to read what holds instead."""
        team, channel, say = asked.team, asked.channel, asked.person.say
        known = await shown(self.house, team=team, channel=channel)
        if Action.USE not in MAY[asked.person.role]:
            return views.in_words(known, say, may_change=False)
        async with self.house.database.reading() as session:
            models = await list_models(session, team=team, channel=channel)
        view = forms.form(known, models, say)
        await self.house.slack.views_open(trigger_id=asked.trigger, view=view)
        return None

    async def open(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.LOOK)
        await ack()
        reply = await self.settings(Asked(person, click.value, click.cause, click.trigger))
        if reply and click.channel:
            await self.house.whisper(click.channel, person.id, reply)
        elif reply:
            view = in_modal(person.say("Channel settings"), reply, person.say)
            await client.views_open(trigger_id=click.trigger, view=view)

    async def saved(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        view, team = body["view"], body["team"]["id"]
        person = await self._person(client, team, body["user"]["id"], Action.USE)
        channel, written = view["private_metadata"], _written(view["state"])
        await must_be_present(client, channel)
        wrong = await self._wrong(written, team, channel)
        if wrong:
            errors = {fault.field: person.say.error(fault) for fault in reversed(wrong)}
            await ack(response_action="errors", errors=errors)
            return
        wanted, prompt_id = read(written), None
        if wanted.prompt:
            here = {"team": team, "channel": channel, "person": person.id}
            async with self.house.database.transaction() as session:
                prompt_id = (await keep_prompt(session, wanted.prompt, **here)).id
        await self._set(body, person, wish_for(wanted, prompt_id))
        await ack()

    async def see_prompts(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        view = await self._prompts(body, action, client)
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def see_prompts_from_form(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        view = await self._prompts(body, action, client)
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=view)

    async def restored(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        """Close the form, too, if it stands behind: it still holds the other prompt."""
        view, team = body["view"], body["team"]["id"]
        person = await self._person(client, team, body["user"]["id"], Action.USE)
        channel = view["private_metadata"]
        await must_be_present(client, channel)
        chosen = choice_of(view["state"], views.VERSION, views.VERSION) or ""
        await self._set(body, person, None, again=chosen)
        await ack(response_action="clear")

    async def _wrong(self, written: Written, team: str, channel: str) -> list[WrongSetting]:
        """What is wrong with what was typed.

        Raises:
            PrivateModel: when a model learnt from a private channel and would answer in another.
        """
        async with self.house.database.reading() as session:
            for model_id in (written.model_id, written.canary_model_id):
                if model_id:
                    must_answer_in(await session.get_one(Model, model_id), channel)
            return faults(written, await serving_model(session, team=team, channel=channel))

    async def _prompts(self, body: Clicked, action: ClickedAction, client: AsyncWebClient) -> View:
        click, person = await who_clicked(self.house, client, body, action, Action.LOOK)
        known = await shown(self.house, team=click.team, channel=click.value)
        async with self.house.database.reading() as session:
            versions = await prompts_of(session, team=click.team, channel=click.value)
        may_change = Action.USE in MAY[person.role]
        return views.prompts(known, versions, person.say, may_change=may_change)

    async def _set(
        self, body: Submitted, person: Known, wish: Wish | None, again: str = ""
    ) -> None:
        """Change it and tell the channel, both or neither, even if Togi ends in between.

        The cause names what is wanted, too: a form that stays open may be sent again, corrected.
        """
        said = blake2b(json.dumps([wish, again]).encode(), digest_size=8).hexdigest()
        cause = f"view:{body['team']['id']}:{body['view']['id']}:{said}"
        change = Change(
            cause=cause,
            team=person.person.team,
            channel=body["view"]["private_metadata"],
            person=person.id,
            locale=person.person.locale,
            wish=wish,
            again=again,
        )
        await self.house.durable.finish(cause, self.flows.set_channel, change)

    async def _person(self, client: AsyncWebClient, team: str, user: str, needed: Action) -> Known:
        person = await self.house.people.get(client, team=team, user=user)
        person.must_be_allowed(needed)
        return person


def _written(state: State) -> Written:
    behaviour = choices_of(state, forms.BEHAVIOUR, forms.BEHAVIOUR)
    return Written(
        model_id=choice_of(state, forms.MODEL, forms.MODEL),
        prompt=text_of(state, forms.PROMPT, forms.PROMPT),
        temperature=text_of(state, forms.TEMPERATURE, forms.TEMPERATURE),
        max_tokens=text_of(state, forms.LENGTH, forms.LENGTH),
        follows_threads=forms.FOLLOWS in behaviour,
        asks_ratings=forms.RATINGS in behaviour,
        locale=_chosen(state, forms.LANGUAGE),
        canary_model_id=_chosen(state, forms.CANARY),
        canary_share=text_of(state, forms.SHARE, forms.SHARE),
    )


def _chosen(state: State, block: str) -> str | None:
    choice = choice_of(state, block, block)
    return None if choice == forms.NONE else choice
