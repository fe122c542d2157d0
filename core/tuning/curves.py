"""A learning curve: the same training on a quarter, half and all of the rows, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import takewhile
from typing import ClassVar, NamedTuple, TypeVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.enough import LEAST
from core.datasets.tables import Dataset, Version
from core.datasets.versions.portions import portion_size
from core.errors import TogiError
from core.tuning.estimating import Estimate
from core.tuning.jobs import loss_curve, request
from core.tuning.states import JobState
from core.tuning.tables import HALF, QUARTER, Job

SHARES = (QUARTER, HALF, 1.0)
MARGIN = 0.03  # of the loss: one training each can't show less


class TooFewForACurve(TogiError):
    template: ClassVar[str] = (
        "A quarter of the training rows of “{name}” would be {count}, and no provider trains on "
        "fewer than {least}. A learning curve takes {needed} training rows or more."
    )


class NothingToMeasureOn(TogiError):
    template: ClassVar[str] = (
        "“{name}” has no validation rows to measure the loss on. Send its file again: one in five "
        "rows is then kept for validation, unless a column “split” says otherwise."
    )


def require_a_curve(name: str, version: Version) -> None:
    """Let it pass where a quarter of the rows can be trained on, and something measures it.

    Raises:
        NothingToMeasureOn: without validation rows.
        TooFewForACurve: where a quarter would be too little for any provider.
    """
    if not version.validation_examples:
        raise NothingToMeasureOn(name=name)
    smallest = portion_size(version.training_examples, SHARES[0])
    if smallest < LEAST:
        needed = int((LEAST - 1) / SHARES[0]) + 1
        raise TooFewForACurve(name=name, count=smallest, least=LEAST, needed=needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the trainings of a curve have in common."""

    version_id: str
    provider: str
    base_model: str
    epochs: int | None  # as the person chose; None: the provider chooses
    same_epochs: int | None  # what that comes to on all rows: a part must not be given more

    def epochs_of(self, share: float) -> int | None:
        return self.epochs if share == 1 else self.same_epochs


async def jobs_there(session: AsyncSession, settings: Settings) -> dict[float, Job]:
    """By share, the newest training with these settings that is done or may yet be."""
    found = await session.exec(
        select(Job)
        .where(
            Job.version_id == settings.version_id,
            Job.provider == settings.provider,
            Job.base_model == settings.base_model,
            col(Job.state).not_in([JobState.FAILED, JobState.CANCELLED]),
        )
        .order_by(col(Job.created_at))
    )
    return {job.share: job for job in found if job.epochs == settings.epochs_of(job.share)}


async def begin(
    session: AsyncSession,
    settings: Settings,
    *,
    cause: str,
    dataset: Dataset,
    version: Version,
    channel: str,
    person: str,
) -> list[Job]:
    """The three trainings, the smallest first: those that are there, the others wanted now."""
    there = await jobs_there(session, settings)
    return [
        there.get(share)
        or await request(
            session,
            cause=f"{cause}:{share}",
            dataset=dataset,
            version=version,
            provider=settings.provider,
            base_model=settings.base_model,
            epochs=settings.epochs_of(share),
            share=share,
            channel=channel,
            person=person,
        )
        for share in SHARES
    ]


Number = TypeVar("Number", int, float)


def together(estimates: Sequence[Estimate]) -> Estimate:
    """What several trainings take one after another; None where it isn't known of each."""
    total, *others = estimates
    for one in others:
        total = replace(
            total,
            tokens=_sum(total.tokens, one.tokens),
            cost=_sum(total.cost, one.cost),
            seconds=_sum(total.seconds, one.seconds),
        )
    return total


def _sum(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else one + other


class Point(NamedTuple):
    """One training of the curve; `loss` is what it reached on the validation rows, if known."""

    job: Job
    rows: int
    loss: float | None


async def points_of(session: AsyncSession, job_ids: Sequence[str]) -> list[Point]:
    """What came of the trainings, in their order."""
    jobs = [await session.get_one(Job, job_id) for job_id in job_ids]
    epochs = max(job.epochs or 0 for job in jobs)  # the same for all; unknown where it was chosen
    points = []
    for job in jobs:
        version = await session.get_one(Version, job.version_id)
        losses = [point.validation_loss for point in await loss_curve(session, job.id)]
        known = [loss for loss in losses if loss is not None]
        loss = _score(known, epochs) if job.state is JobState.SUCCEEDED else None
        points.append(Point(job, portion_size(version.training_examples, job.share), loss))
    return points


def _score(losses: Sequence[float], epochs: int) -> float | None:
    """The lowest after an epoch; the last, where samples of the rows were looked at in between.

    The lowest of many samples is the luckiest, and a longer training has more of them.
    """
    if epochs and len(losses) > epochs:
        return losses[-1]
    return min(losses, default=None)


class Effect(StrEnum):
    """What more examples did."""

    HELPED = "helped"
    NONE = "none"  # that is larger than chance
    HARMED = "harmed"


class Reading(NamedTuple):
    """What the curve says, by two of its trainings."""

    effect: Effect
    fewer: Point
    more: Point


def read(points: Sequence[Point]) -> Reading | None:
    """The largest training beside the smallest that is as good, else beside the next smaller.

    None where there are no two to compare.
    """
    known = [point for point in points if point.loss is not None]
    if not known[1:]:
        return None
    *smaller, largest = known
    effect = _effect(smaller[-1], largest)
    if effect is not Effect.NONE:
        return Reading(effect, smaller[-1], largest)
    as_good = takewhile(lambda one: _effect(one, largest) is Effect.NONE, reversed(smaller))
    return Reading(effect, list(as_good)[-1], largest)


def _effect(fewer: Point, more: Point) -> Effect:
    before, after = fewer.loss or 0.0, more.loss or 0.0
    if abs(before - after) <= MARGIN * max(before, after):
        return Effect.NONE
    return Effect.HELPED if after < before else Effect.HARMED
