"""The commands about training jobs, and the button on a job's card."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot import commands
from bot.flows.house import House
from bot.flows.training.progress import progress_of
from bot.listeners.asked import Asked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Clicked, read_click
from bot.slack.people import Known
from bot.views.blocks import Message
from bot.views.training import jobs as job_views
from core.people import MAY, Action
from core.tuning import (
    Job,
    JobNotRunning,
    JobState,
    close,
    find_job,
    follow,
    list_jobs,
)


@dataclass(frozen=True, slots=True)
class Listener:
    house: House

    async def do(
        self, command: commands.Status | commands.ListJobs | commands.Cancel, asked: Asked
    ) -> Message:
        """Do what a command says; the reply is for its author alone."""
        team, channel, say = asked.team, asked.channel, asked.person.say
        async with self.house.database.reading() as session:
            jobs = await list_jobs(session, team=team, channel=channel)
            if isinstance(command, commands.ListJobs):
                return job_views.job_list(jobs, say)
            if isinstance(command, commands.Status) and not (command.job or jobs):
                return job_views.job_list(jobs, say)
            job = await find_job(session, team=team, channel=channel, typed=command.job or "latest")
        if isinstance(command, commands.Cancel):
            job = await cancel_job(self.house, job.id, asked.person)
        job, progress = await progress_of(self.house, job.id)
        may_cancel = Action.CANCEL in MAY[asked.person.role]
        return job_views.card(job, progress, say, may_cancel=may_cancel)

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
