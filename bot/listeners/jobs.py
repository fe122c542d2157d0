"""The button on a job's card."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.house import House
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Clicked, read_click
from bot.slack.people import Known
from core.people import Action
from core.tuning import Job, JobNotRunning, JobState, close, follow


@dataclass(frozen=True, slots=True)
class Listener:
    house: House

    async def cancel(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click = read_click(body, action)
        person = await self.house.people.get(client, team=click.team, user=click.user)
        await cancel_job(self.house, click.value, person)
        await ack()


async def cancel_job(house: House, job_id: str, person: Known) -> Job:
    """Stop a job at the provider; the flow that follows it tells the channel.

    Raises:
        JobNotRunning: when it has ended already.
    """
    person.must_be_allowed(Action.CANCEL)
    async with house.database.transaction() as session:
        job = await session.get_one(Job, job_id)
        if job.state.is_final:
            raise JobNotRunning(job=job.id)
        if job.remote_id is None:  # the provider has not heard of it, or the flow sees to it there
            await close(session, job, JobState.CANCELLED)
            return job
    remote = await house.training.cancel(job.remote_id)
    async with house.database.transaction() as session:
        job = await session.get_one(Job, job_id)
        await follow(session, job, remote, [])
    return job
