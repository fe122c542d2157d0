"""What every database keeps to: SQLite and PostgreSQL alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import col, select

from core.answers import Answer, Delivery, Question
from core.channels import serving_model, use
from core.datasets.tables import Version
from core.models import Model
from core.ratings import RatingEvent, record
from core.storage import Database
from core.storage.migrating import engine_for
from core.tuning import Job, JobState
from tests import builders as a


async def test_a_model_that_serves_cannot_vanish(database: Database) -> None:
    model = a.a_model()
    async with database.transaction() as session:
        await a.kept(session, model)
        await use(session, team="T1", channel="C1", model_id=model.id, person="U1")

    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            await session.delete(await session.get_one(Model, model.id))


async def test_a_version_that_was_trained_on_cannot_vanish(database: Database) -> None:
    job = await a.a_job_in(database)

    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            await session.delete(await session.get_one(Version, job.version_id))


async def test_an_answer_of_no_model_is_refused(database: Database) -> None:
    question = a.a_question()
    homeless = a.an_answer(question, a.a_model())

    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            await a.kept(session, question, homeless)


async def test_a_cause_stands_once(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            await a.kept(session, a.a_question(cause="ask:1"), a.a_question(cause="ask:1"))


async def test_a_model_answers_a_question_once(database: Database) -> None:
    answer = await a.an_answer_in(database)

    second = Answer(**answer.model_dump(exclude={"id"}))

    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            await a.kept(session, second)


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    model = a.a_model()
    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            await a.kept(session, model, Model(**model.model_dump(exclude={"id"})))

    async with database.reading() as session:
        assert await session.get(Model, model.id) is None


async def test_what_a_transaction_wrote_can_be_read_after_it(database: Database) -> None:
    job = await a.a_job_in(database)

    assert job.label == job.id
    assert job.state is JobState.REQUESTED


async def test_enums_are_stored_by_value(database: Database) -> None:
    job = await a.a_job_in(database, state=JobState.VALIDATING)

    async with database.reading() as session:
        row = await (await session.connection()).exec_driver_sql("SELECT state FROM jobs")
        read = await session.get_one(Job, job.id)

    assert row.scalar_one() == "validating_files"
    assert read.state is JobState.VALIDATING


async def test_times_come_back_in_utc(database: Database) -> None:
    in_tokyo = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=9)))
    job = await a.a_job_in(database, started_at=in_tokyo)

    async with database.reading() as session:
        read = await session.get_one(Job, job.id)

    assert read.started_at == in_tokyo
    assert read.started_at.utcoffset() == timedelta(0)
    assert read.created_at.tzinfo is not None


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 22, 9, 30, tzinfo=UTC).replace(tzinfo=None)

    with pytest.raises(StatementError):
        await a.a_job_in(database, started_at=naive)


async def test_words_of_any_script_come_back_as_they_went_in(database: Database) -> None:
    words = "研ぎ 👩🏽‍🔬 \u202eabc \\ ' \" % {name} \n\t"
    answer = await a.an_answer_in(database, text=words)

    async with database.reading() as session:
        assert (await session.get_one(Answer, answer.id)).text == words


async def test_a_long_answer_is_kept_whole(database: Database) -> None:
    answer = await a.an_answer_in(database, text="あ" * 200_000)

    async with database.reading() as session:
        assert len((await session.get_one(Answer, answer.id)).text or "") == 200_000


async def test_a_second_choice_for_a_channel_replaces_the_first(database: Database) -> None:
    first, second = a.a_model(), a.a_model()
    async with database.transaction() as session:
        await a.kept(session, first, second)
        await use(session, team="T1", channel="C1", model_id=first.id, person="U1")
    async with database.transaction() as session:
        await use(session, team="T1", channel="C1", model_id=second.id, person="U2")

    async with database.reading() as session:
        assert await serving_model(session, team="T1", channel="C1") == second.id


async def test_the_ledger_is_numbered_in_the_order_of_what_happened(database: Database) -> None:
    answer = await a.an_answer_in(database)
    for value in (1, 0, 1):
        async with database.transaction() as session:
            await record(session, a.a_rating(answer, value=value))

    async with database.reading() as session:
        events = await session.exec(select(RatingEvent).order_by(col(RatingEvent.id)))
        assert [event.value for event in events] == [1, 0, 1]


async def test_two_answers_may_be_shown_in_one_message(database: Database) -> None:
    first, second = await a.an_answer_in(database), await a.an_answer_in(database)

    async with database.transaction() as session:
        await a.kept(
            session,
            Delivery(answer_id=first.id, channel="C1", ts="1.1"),
            Delivery(answer_id=second.id, channel="C1", ts="1.1"),
        )


def the_same_question_twice() -> sa.Insert:
    rows = [a.a_question(cause="ask:1", text="My salary?").model_dump() for _ in range(2)]
    return sa.insert(Question).values(rows)


async def test_a_refused_write_does_not_print_what_a_person_wrote(database: Database) -> None:
    with pytest.raises(IntegrityError) as refusal:
        async with database.transaction() as session:
            await session.exec(the_same_question_twice())

    assert "My salary?" not in str(refusal.value)


def test_a_refused_migration_does_not_print_what_a_person_wrote(database_url: str) -> None:
    with pytest.raises(IntegrityError) as refusal, engine_for(database_url).begin() as connection:
        connection.execute(the_same_question_twice())

    assert "My salary?" not in str(refusal.value)
