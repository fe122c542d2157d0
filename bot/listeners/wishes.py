"""A training that somebody wants, by command or by button: written down, then started."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.flows.all import Flows
from bot.flows.house import House
from bot.slack.people import Known
from bot.slack.places import must_be_present
from core.datasets import Dataset, newest_version
from core.errors import TogiError
from core.people import Action
from core.storage import utc_now
from core.tuning import Job, request


class NoNewJobs(TogiError):
    template: ClassVar[str] = (
        "{provider} has taken no new training jobs since {date}. "
        "An admin can point OPENAI_BASE_URL at another provider, or at Togi's own trainer."
    )


@dataclass(frozen=True, slots=True)
class Wishes:
    house: House
    flows: Flows

    async def train(
        self,
        *,
        cause: str,
        dataset: Dataset,
        channel: str,
        person: Known,
        base: str | None = None,
        epochs: int | None = None,
    ) -> Job:
        """Begin a training of a data set's newest version.

        Raises:
            NotAllowed: for who is no operator.
            NoNewJobs: when the provider has stopped taking trainings.
        """
        person.must_be_allowed(Action.TRAIN)
        profile = self.house.training.profile
        if profile.last_new_job_on and utc_now().date() > profile.last_new_job_on:
            raise NoNewJobs(provider=profile.title, date=str(profile.last_new_job_on))
        await must_be_present(self.house.slack, channel)
        base_model = base or await self.house.base_name()
        async with self.house.database.transaction() as session:
            job = await request(
                session,
                cause=cause,
                dataset=dataset,
                version=await newest_version(session, dataset.id),
                provider=profile.name,
                base_model=base_model,
                epochs=epochs,
                channel=channel,
                person=person.id,
            )
        await self.house.durable.start(cause, self.flows.train, job.id, person.person.locale)
        return job
