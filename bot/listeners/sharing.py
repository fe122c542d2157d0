"""“Share here” and “Keep for me” below a private answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.answering.context import load
from bot.flows.answering.sharing import Handed
from bot.flows.house import House
from bot.listeners.clicking import say_over, who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Clicked
from bot.slack.places import must_be_present
from bot.views.answers import sharing as views
from core.channels import settings_of
from core.errors import TogiError
from core.people import Action


class NotYours(TogiError):
    template: ClassVar[str] = "Only the person who asked can share this answer."


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def clicked(
        self,
        ack: AsyncAck,
        body: Clicked,
        action: ClickedAction,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        """Both buttons; the cause names the answer, so that two clicks are one."""
        click, person = await who_clicked(self.house, client, body, action, Action.ASK)
        what = action["action_id"]
        async with self.house.database.reading() as session:
            asked = await load(session, click.value)
            channel = asked.question.channel
            settings = await settings_of(session, team=click.team, channel=channel)
        if asked.question.private_to != person.id or asked.question.team != click.team:
            raise NotYours
        locale = person.person.locale
        if what == views.SHARE:
            await must_be_present(client, channel)
            locale = settings.locale or locale
        handed = Handed(answer=asked.answer.id, what=what, locale=locale)
        cause = f"{what}:{asked.answer.id}"
        await self.house.durable.start(cause, self.flows.hand_on, handed)
        await ack()
        told = views.done(asked.answer, asked.question, asked.model, what, person.say)
        await say_over(respond, told)
