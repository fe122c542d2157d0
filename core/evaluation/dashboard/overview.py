"""Where things stand, for one person: all that a dashboard tells, read in one go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets import Dataset, Version, list_datasets, newest_version
from core.datasets.tables import Finding
from core.evaluation.dashboard.first_steps import FirstSteps, first_steps
from core.evaluation.dashboard.places import Place, places
from core.evaluation.dashboard.waiting import (
    Ended,
    Undecided,
    Unrated,
    Voting,
    ended_unused,
    undecided,
    unrated,
    votings,
)
from core.evaluation.summary import Summary, summarise
from core.models import Model, list_models
from core.tuning import Job, list_jobs, steps_done

DATASETS_SHOWN, JOBS_SHOWN, MODELS_SUMMARISED = 5, 5, 6


class Running(NamedTuple):
    job: Job
    step: int  # the last one whose loss is known


class Held(NamedTuple):
    """A data set as it is now."""

    dataset: Dataset
    version: Version
    found: Sequence[str]  # the codes of what the checks found, each once


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    steps: FirstSteps
    unrated: Sequence[Unrated]
    undecided: Sequence[Undecided]
    ended: Sequence[Ended]
    running: Sequence[Running]
    places: Sequence[Place]
    summary: Summary  # of what serves, then of what else was rated
    datasets: Sequence[Held]
    dataset_count: int
    newest_model: Model | None = None  # that was trained
    votings: Sequence[Voting] = ()

    @property
    def channels(self) -> set[str]:
        """Every channel that something here is about."""
        serving = {one.channel for one in self.places if one.channel}
        asked = {one.channel for one in self.unrated}
        voted = {one.channel for one in self.votings}
        return serving | asked | voted | {one.channel for one in self.undecided}

    def seen_from(self, channels: Collection[str]) -> Overview:
        """What remains for somebody who may only know of these channels."""
        seen = [one for one in self.places if not one.channel or one.channel in channels]
        serving = {model.id: model for one in seen for model in one.models}
        ids = set(list(serving)[:MODELS_SUMMARISED])
        bases = {(serving[one].provider, serving[one].base_name) for one in ids}
        known = self.summary.models
        shown = [
            one
            for one in known
            if one.model.id in ids
            or (one.model.is_base and (one.model.provider, one.model.name) in bases)
        ]
        others = [
            one
            for one in known
            if one.is_rated and one not in shown and one.model.id not in serving
        ]
        shown += others[: MODELS_SUMMARISED - len(ids)]
        return replace(
            self,
            places=seen,
            unrated=[one for one in self.unrated if one.channel in channels],
            undecided=[one for one in self.undecided if one.channel in channels],
            votings=[one for one in self.votings if one.channel in channels],
            summary=Summary(tuple(shown)),
        )


async def overview(session: AsyncSession, *, team: str, person: str, channel: str) -> Overview:
    """Where things stand for a person, as far as it may be shown in `channel`.

    The places still hold private channels; `Overview.seen_from` leaves them out.
    """
    datasets = await list_datasets(session, team, channel)
    held = []
    for dataset in datasets[:DATASETS_SHOWN]:
        version = await newest_version(session, dataset.id)
        held.append(Held(dataset, version, await _kinds_found(session, version.id)))
    jobs = await list_jobs(session, team=team, channel=channel)
    active = [job for job in jobs if not job.state.is_final][:JOBS_SHOWN]
    models = await list_models(session, team=team, channel=channel)
    where = [
        one for one in await places(session, team=team, direct=channel) if not _is_private(one)
    ]
    serving = await _with_bases(session, where)
    others = [one for one in models if one.id not in {model.id for model in serving}]
    known = await summarise(session, [*serving, *others])
    told = (one for at, one in enumerate(known.models) if at < len(serving) or one.is_rated)
    return Overview(
        steps=await first_steps(session, team=team, person=person),
        unrated=await unrated(session, team=team, person=person),
        undecided=await undecided(session, team=team),
        ended=await ended_unused(session, team=team, channel=channel),
        running=[Running(job, await steps_done(session, job.id)) for job in active],
        places=where,
        summary=Summary(tuple(told)),
        datasets=held,
        dataset_count=len(datasets),
        newest_model=next((model for model in models if not model.is_base), None),
        votings=await votings(session, team=team, person=person),
    )


def _is_private(place: Place) -> bool:
    """A model that learnt from a private channel answers only there."""
    return any(model.private_to for model in place.models)


async def _kinds_found(session: AsyncSession, version_id: str) -> list[str]:
    """The findings themselves may be many; how many kinds there are tells enough."""
    kinds = await session.exec(
        select(Finding.code).where(Finding.version_id == version_id).distinct()
    )
    return sorted(kinds)


async def _with_bases(session: AsyncSession, where: Sequence[Place]) -> list[Model]:
    """Each model that serves once, and its base beside it: what it is measured by."""
    serving: dict[str, Model] = {}
    for one in where:
        for model in one.models:
            serving.setdefault(model.id, model)
    shown = list(serving.values())
    names = {(model.provider, model.base_name) for model in shown if not model.is_base}
    bases = await session.exec(
        select(Model).where(
            col(Model.team).in_({model.team for model in shown}),
            col(Model.job_id).is_(None),
            col(Model.name).in_({name for _, name in names}),
        )
    )
    missing = [
        base for base in bases if (base.provider, base.name) in names and base.id not in serving
    ]
    return [*shown, *missing]
