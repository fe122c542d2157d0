"""Somebody opened the app's Home tab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NotRequired, TypedDict

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.house import House
from bot.listeners.payloads import EventEnvelope
from bot.views import help as views
from bot.views.jobs import job_list
from bot.views.models import model_list
from core.channels import serving_model
from core.models import list_models
from core.people import Action
from core.tuning import list_jobs


class HomeOpened(TypedDict):
    user: str
    channel: str
    tab: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Listener:
    house: House

    async def opened(
        self, ack: AsyncAck, event: HomeOpened, body: EventEnvelope, client: AsyncWebClient
    ) -> None:
        await ack()
        if event.get("tab") != "home":
            return
        team, channel = body["team_id"], event["channel"]
        person = await self.house.people.get(client, team=team, user=event["user"])
        person.must_be_allowed(Action.LOOK)
        async with self.house.database.reading() as session:
            models = await list_models(session, team=team, channel=channel)
            serving = await serving_model(session, team=team, channel=channel)
            jobs = await list_jobs(session, team=team, channel=channel)
        texts = (model_list(models, serving, person.say), job_list(jobs, person.say))
        status = "\n\n".join(message["text"] for message in texts)
        await client.views_publish(user_id=event["user"], view=views.home(status, person.say))
