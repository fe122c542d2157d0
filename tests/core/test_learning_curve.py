"""A learning curve: nested parts of the rows, no training twice, and what the losses say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets.tables import Dataset, Version
from core.datasets.versions.portions import portion, portion_size
from core.evaluation.dashboard.waiting import ended_unused
from core.models import list_models, register_base, register_tuned
from core.storage import Database
from core.tuning import Estimate, Job, JobState, LossPoint
from core.tuning.curves import (
    SHARES,
    Effect,
    NothingToMeasureOn,
    Point,
    Settings,
    TooFewForACurve,
    begin,
    points_of,
    read,
    require_a_curve,
    together,
)
from tests import builders as a

LINES = st.lists(st.text(), max_size=60)


@given(LINES)
def test_a_quarter_lies_in_the_half_and_the_half_in_all(lines: list[str]) -> None:
    numbered = [f"{at} {line}" for at, line in enumerate(lines)]
    quarter, half, whole = (portion(numbered, share) for share in SHARES)

    assert set(quarter) <= set(half) <= set(whole)
    assert [len(quarter), len(half)] == [portion_size(len(lines), share) for share in SHARES[:2]]
    assert list(half) == [line for line in numbered if line in set(half)]
    assert list(whole) == numbered


def test_a_part_is_drawn_from_the_whole_file() -> None:
    drawn = [int(line) for line in portion([str(n) for n in range(1000)], 0.25)]

    assert all(sum(start <= n < start + 200 for n in drawn) >= 30 for start in range(0, 1000, 200))


def test_too_few_rows_are_refused_with_how_many_it_takes() -> None:
    dataset = a.a_dataset()
    require_a_curve("faq", a.a_version(dataset, training_examples=37))
    with pytest.raises(TooFewForACurve) as refusal:
        require_a_curve("faq", a.a_version(dataset, training_examples=36))

    assert (refusal.value.details["count"], refusal.value.details["needed"]) == (9, 37)


def test_without_validation_rows_there_is_nothing_to_measure_on() -> None:
    version = a.a_version(a.a_dataset(), training_examples=90, validation_examples=0)
    with pytest.raises(NothingToMeasureOn):
        require_a_curve("faq", version)


def points(*losses: float | None) -> list[Point]:
    version = a.a_version(a.a_dataset())
    jobs = [a.a_job(version, share=share) for share in SHARES]
    return [Point(job, 10, loss) for job, loss in zip(jobs, losses, strict=True)]


@pytest.mark.parametrize(
    ("losses", "effect", "fewer", "more"),
    [
        ((0.90, 0.71, 0.58), Effect.HELPED, 0.5, 1.0),
        ((0.90, 0.59, 0.58), Effect.NONE, 0.5, 1.0),
        ((0.59, 0.58, 0.58), Effect.NONE, 0.25, 1.0),
        ((0.58, 0.70, 0.58), Effect.HELPED, 0.5, 1.0),
        ((0.90, 0.58, 0.71), Effect.HARMED, 0.5, 1.0),
        ((0.90, None, 0.58), Effect.HELPED, 0.25, 1.0),
        ((0.90, 0.89, None), Effect.NONE, 0.25, 0.5),
    ],
)
def test_a_curve_is_read_at_its_end(
    losses: tuple[float | None, ...], effect: Effect, fewer: float, more: float
) -> None:
    found = read(points(*losses))

    assert found is not None
    assert (found.effect, found.fewer.job.share, found.more.job.share) == (effect, fewer, more)


def test_a_single_training_is_no_curve() -> None:
    assert read(points(None, 0.6, None)) is None


def test_what_three_trainings_take_is_added_up_where_it_is_known() -> None:
    one = Estimate(tokens=100, epochs=3, cost=0.5, seconds=60.0, currency="USD")

    assert together([one, one]) == Estimate(
        tokens=200, epochs=3, cost=1.0, seconds=120.0, currency="USD"
    )
    assert together([one, Estimate(tokens=1, cost=None)]).cost is None


async def wanted(database: Database, whole: Job, cause: str, epochs: int | None) -> list[Job]:
    async with database.transaction() as session:
        version = await session.get_one(Version, whole.version_id)
        dataset = await session.get_one(Dataset, version.dataset_id)
        return await begin(
            session,
            Settings(
                version_id=version.id,
                provider="trainer",
                base_model="small-base",
                epochs=epochs,
                same_epochs=3,
            ),
            cause=cause,
            dataset=dataset,
            version=version,
            channel="C1",
            person="U1",
        )


async def test_what_was_trained_already_is_not_trained_again(database: Database) -> None:
    whole = await a.a_job_in(database, state=JobState.SUCCEEDED)

    first = await wanted(database, whole, "curve:1", None)
    again = await wanted(database, whole, "curve:1", None)
    other = await wanted(database, whole, "curve:2", None)
    longer = await wanted(database, whole, "curve:3", 5)

    assert [job.share for job in first] == list(SHARES)
    assert [job.epochs for job in first] == [3, 3, None]
    assert first[-1].id == whole.id
    assert [job.id for job in first] == [job.id for job in again] == [job.id for job in other]
    assert longer[-1].id != whole.id
    assert [job.id for job in longer[:2]] == [job.id for job in first[:2]]


async def test_what_failed_is_trained_again(database: Database) -> None:
    whole = await a.a_job_in(database, state=JobState.FAILED)

    assert whole.id not in {job.id for job in await wanted(database, whole, "curve:1", None)}


async def test_the_lowest_loss_of_a_training_that_ended_well_counts(database: Database) -> None:
    done = await a.a_job_in(database, state=JobState.SUCCEEDED)
    async with database.transaction() as session:
        version = await session.get_one(Version, done.version_id)
        failed = a.a_job(version, state=JobState.FAILED, share=0.5)
        losses = [
            LossPoint(job_id=job.id, step=step, validation_loss=loss)
            for job in (done, failed)
            for step, loss in enumerate((0.9, 0.6, None, 0.7))
        ]
        await a.kept(session, failed, *losses)

    async with database.reading() as session:
        found = await points_of(session, [failed.id, done.id])
    assert [(point.rows, point.loss) for point in found] == [(5, None), (10, 0.6)]


async def test_where_samples_are_measured_in_between_the_last_loss_counts(
    database: Database,
) -> None:
    job = await a.a_job_in(database, state=JobState.SUCCEEDED, epochs=2)
    sampled = enumerate((0.9, 0.4, 0.8, 0.6))
    async with database.transaction() as session:
        losses = [LossPoint(job_id=job.id, step=at, validation_loss=loss) for at, loss in sampled]
        await a.kept(session, *losses)

    async with database.reading() as session:
        assert [point.loss for point in await points_of(session, [job.id])] == [0.6]


async def test_a_model_of_a_part_says_so_and_is_proposed_last(database: Database) -> None:
    whole = await a.a_job_in(database, state=JobState.SUCCEEDED)
    async with database.transaction() as session:
        version = await session.get_one(Version, whole.version_id)
        half = a.a_job(version, share=0.5, state=JobState.SUCCEEDED)
        await a.kept(session, half)
        await register_base(session, team="T1", provider="trainer", name="small-base")
        await register_tuned(session, whole, "ft:1")
        await register_tuned(session, half, "ft:2")

    async with database.reading() as session:
        models = await list_models(session, team="T1", channel="C1")
        waiting = await ended_unused(session, team="T1", channel="C1")
    assert [model.title for model in models] == ["faq-1", "small-base", "faq-2-half"]
    assert [ended.job.id for ended in waiting] == [whole.id]
