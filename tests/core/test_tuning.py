"""A job as it is followed: what is final stays, what is told twice changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.providers import LossReport, RemoteJob
from core.storage import Database
from core.tuning import Job, JobState, find_job, follow, list_jobs, loss_curve, steps_done
from core.tuning.states import FINAL, state_after
from tests import builders as a

REPORTED = st.one_of(st.sampled_from([state.value for state in JobState]), st.text())


@given(st.sampled_from(JobState), st.lists(REPORTED))
def test_a_final_state_is_never_left(start: JobState, reports: list[str]) -> None:
    state, was_final = start, None
    for report in reports:
        state = state_after(state, report)
        was_final = was_final or (state if state.is_final else None)

    assert was_final is None or state is was_final


@given(st.sampled_from(JobState), REPORTED)
def test_the_same_report_twice_changes_nothing_more(state: JobState, report: str) -> None:
    once = state_after(state, report)

    assert state_after(once, report) is once


@pytest.mark.parametrize("unknown", ["", "pre_running", "RUNNING", "succeeded ", "completed"])
@pytest.mark.parametrize("state", list(JobState))
def test_an_unknown_status_changes_nothing(state: JobState, unknown: str) -> None:
    assert state_after(state, unknown) is state


@pytest.mark.parametrize("state", sorted(set(JobState) - FINAL))
@pytest.mark.parametrize("final", sorted(FINAL))
def test_from_any_state_a_job_can_end(state: JobState, final: JobState) -> None:
    assert state_after(state, final.value) is final


def told(status: str, **fields: object) -> RemoteJob:
    own = {"id": "ftjob-1", "status": status, "model": None, "failure": None}
    more = {"trained_tokens": None, "estimated_finish_at": None}
    return RemoteJob(**{**own, **more, **fields})  # type: ignore[arg-type]  # overridden by name


def loss(step: int, train: float | None = None, validation: float | None = None) -> LossReport:
    return LossReport(step=step, total_steps=30, train_loss=train, validation_loss=validation)


async def followed(database: Database, job: Job, remote: RemoteJob, *losses: LossReport) -> Job:
    async with database.transaction() as session:
        kept = await session.get_one(Job, job.id)
        await follow(session, kept, remote, losses)
    async with database.reading() as session:
        return await session.get_one(Job, job.id)


async def curve_of(database: Database, job: Job) -> list[tuple[int, float | None, float | None]]:
    async with database.reading() as session:
        points = await loss_curve(session, job.id)
    return [(point.step, point.train_loss, point.validation_loss) for point in points]


async def test_a_report_that_comes_twice_is_kept_once(database: Database) -> None:
    job = await a.a_job_in(database)
    reports = (loss(1, 2.5), loss(2, 2.0, 2.2))

    first = await followed(database, job, told("running"), *reports)
    second = await followed(database, job, told("running"), *reports)

    assert second.model_dump() == first.model_dump()
    assert await curve_of(database, job) == [(1, 2.5, None), (2, 2.0, 2.2)]


async def test_a_validation_loss_that_comes_later_joins_its_step(database: Database) -> None:
    job = await a.a_job_in(database)

    await followed(database, job, told("running"), loss(10, 1.5))
    await followed(database, job, told("running"), loss(10, None, 1.7))
    await followed(database, job, told("running"), loss(10, 1.5))

    assert await curve_of(database, job) == [(10, 1.5, 1.7)]


async def test_the_curve_is_in_the_order_of_its_steps(database: Database) -> None:
    job = await a.a_job_in(database)

    await followed(database, job, told("running"), loss(3, 1.0), loss(1, 3.0), loss(2, 2.0))

    assert [step for step, _, _ in await curve_of(database, job)] == [1, 2, 3]
    async with database.reading() as session:
        assert await steps_done(session, job.id) == 3


async def test_before_the_first_loss_no_step_is_done(database: Database) -> None:
    job = await a.a_job_in(database)

    async with database.reading() as session:
        assert await steps_done(session, job.id) == 0


async def test_a_job_begins_and_ends_once(database: Database) -> None:
    job = await a.a_job_in(database)

    running = await followed(database, job, told("running"))
    later = await followed(database, job, told("running"))
    done = await followed(database, job, told("succeeded", model="ft:1", trained_tokens=99))
    again = await followed(database, job, told("succeeded", model="ft:1", trained_tokens=99))

    assert running.started_at is not None
    assert later.started_at == running.started_at
    assert (done.state, done.remote_model) == (JobState.SUCCEEDED, "ft:1")
    assert done.finished_at is not None
    assert again.model_dump() == done.model_dump()


async def test_a_late_report_does_not_undo_an_end(database: Database) -> None:
    job = await a.a_job_in(database)

    await followed(database, job, told("succeeded", model="ft:1", trained_tokens=99))
    late = await followed(database, job, told("failed", failure="Lost.", model=None))

    assert late.state is JobState.SUCCEEDED
    assert (late.remote_model, late.failure, late.trained_tokens) == ("ft:1", None, 99)


async def test_why_a_job_failed_is_kept_in_the_providers_words(database: Database) -> None:
    job = await a.a_job_in(database)

    failed = await followed(database, job, told("failed", failure="Line 3 is no chat."))

    assert (failed.state, failed.failure) == (JobState.FAILED, "Line 3 is no chat.")


async def test_how_many_steps_there_are_is_not_forgotten(database: Database) -> None:
    job = await a.a_job_in(database)
    no_total = LossReport(step=2, total_steps=None, train_loss=1.0, validation_loss=None)

    await followed(database, job, told("running"), loss(1, 2.0))
    later = await followed(database, job, told("running"), no_total)

    assert later.total_steps == 30


async def test_jobs_are_listed_newest_first_and_private_ones_only_at_home(
    database: Database,
) -> None:
    old = await a.a_job_in(database, created_at=datetime(2026, 1, 1, tzinfo=UTC))
    async with database.transaction() as session:
        copy = old.model_dump(exclude={"id", "cause", "created_at"})
        new = Job(**copy, cause="cmd:new")
        hidden = Job(**{**copy, "private_to": "G1"}, cause="cmd:hidden")
        foreign = Job(**{**copy, "team": "T2"}, cause="cmd:foreign")
        await a.kept(session, new, hidden, foreign)

    async with database.reading() as session:
        here = await list_jobs(session, team="T1", channel="C1")
        at_home = await list_jobs(session, team="T1", channel="G1")
        latest = await find_job(session, team="T1", channel="C1", typed="latest")

    assert [job.id for job in here] == [new.id, old.id]
    assert hidden.id in {job.id for job in at_home}
    assert latest.id == new.id
