"""A training that somebody wants, by command or by button: written down, then started."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.flows.all import Flows
from bot.flows.house import House
from bot.flows.training.proposing import proposal
from bot.slack.people import Known
from bot.slack.places import must_be_present
from bot.views.blocks import Message
from bot.views.training import bases as views
from core.datasets import (
    Dataset,
    Version,
)
from core.datasets.tables import Kind
from core.datasets.versions.looking import find_version
from core.datasets.versions.readiness import require_ready
from core.errors import TogiError
from core.people import Action
from core.storage import utc_now
from core.tuning import request


class NoNewJobs(TogiError):
    template: ClassVar[str] = (
        "{provider} has taken no new training jobs since {date}. "
        "An admin can point OPENAI_BASE_URL at another provider, or at Togi's own trainer."
    )


class OnlyChats(TogiError):
    template: ClassVar[str] = (
        "Version {number} of “{dataset}” contains pairs of a better and a worse answer, but "
        "{provider} only trains on questions with one good answer. Send a file with the columns "
        "“question” and “answer”."
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
        number: int | None = None,
    ) -> Message | None:
        """Begin a training of a version, the newest unless told, or return the choice to make.

        Raises:
            TogiError: as `ready` says.
        """
        version = await self.ready(dataset, channel=channel, person=person, number=number)
        if base is None and (choice := await self._choice(dataset, version, person)):
            return choice
        base_model = base or await self.house.base_name()
        async with self.house.database.transaction() as session:
            job = await request(
                session,
                cause=cause,
                dataset=dataset,
                version=version,
                provider=self.house.training.profile.name,
                base_model=base_model,
                epochs=epochs,
                channel=channel,
                person=person.id,
            )
        await self.house.durable.start(cause, self.flows.train, job.id, person.person.locale)
        return None

    async def ready(
        self, dataset: Dataset, *, channel: str, person: Known, number: int | None
    ) -> Version:
        """The version that a person may train on here.

        Raises:
            NotAllowed: for who is no operator.
            NoNewJobs: when the provider has stopped taking trainings.
            NoSuchVersion: when the data set has no version of that number.
            OnlyChats: when the version holds something else.
            TooFewToTrain: when it was begun by hand and is too small yet.
            NotInvited: where no card could be posted.
        """
        person.must_be_allowed(Action.TRAIN)
        profile = self.house.training.profile
        if profile.last_new_job_on and utc_now().date() > profile.last_new_job_on:
            raise NoNewJobs(provider=profile.title, date=str(profile.last_new_job_on))
        await must_be_present(self.house.slack, channel)
        async with self.house.database.reading() as session:
            version = await find_version(session, dataset, number)
        if version.kind is not Kind.CHAT:
            raise OnlyChats(dataset=dataset.name, number=version.number, provider=profile.title)
        require_ready(dataset.name, version)
        return version

    async def _choice(self, dataset: Dataset, version: Version, person: Known) -> Message | None:
        """What to choose from, when the base that would be taken knows only English."""
        proposed = await proposal(self.house, version)
        if proposed is None:
            return None
        return views.choose(dataset, version, proposed.default, proposed.others, person.say)
