"""“Try again” below an answer that failed or broke off: the same question, once more."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.answering.context import load
from bot.flows.house import House
from bot.listeners.asking import Asking
from bot.listeners.clicking import say_over, who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Clicked
from bot.views.answers import answer as views
from bot.views.blocks import Message
from core.answers import once_more
from core.people import Action


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
        """The cause names the answer that failed, so that two clicks are one question."""
        click, person = await who_clicked(self.house, client, body, action, Action.ASK)
        async with self.house.database.reading() as session:
            failed = await load(session, click.value)
        again = once_more(failed.question, failed.answer)
        asker = await self.house.people.get(client, team=click.team, user=again.asked_by)
        asking = Asking(self.house, self.flows)
        if again.private_to:
            await asking.privately(again, asker)
        else:  # a canary's question may go to the channel's own model this time
            model = None if failed.answer.is_canary else failed.model
            await asking.publicly(again, asker, model)
        await ack()
        shown = body.get("message") or {"ts": click.ts}
        told: Message = {"text": shown.get("text", ""), "blocks": shown.get("blocks", [])}
        await say_over(respond, views.asked_again(told, person.say))
