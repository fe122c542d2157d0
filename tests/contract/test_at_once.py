"""Two people, or one person twice, in the same instant: nothing is lost, nothing counts double."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlmodel import func, select

from core.answers import Answer, Question, ask, begin_answer, delivered
from core.answers.tables import Delivery
from core.channels import serving_model, use
from core.models import Model, register_base, register_tuned
from core.providers import Sampling
from core.ratings import Comment, Metric, Rating, RatingEvent, comment_on, record, standing_values
from core.storage import Database, utc_now
from core.tuning import Job, request
from tests import builders as a

AT_ONCE = 8


async def count(database: Database, kind: type[object]) -> int:
    async with database.reading() as session:
        return (await session.exec(select(func.count()).select_from(kind))).one()


async def test_many_people_rate_an_answer_at_once(database: Database) -> None:
    answer = await a.an_answer_in(database)

    async def rate(number: int) -> None:
        async with database.transaction() as session:
            await record(session, a.a_rating(answer, rater=f"U{number}"))

    await asyncio.gather(*(rate(number) for number in range(AT_ONCE)))

    assert await count(database, Rating) == AT_ONCE


async def test_one_click_that_arrives_many_times_at_once_is_one_event(database: Database) -> None:
    answer = await a.an_answer_in(database)

    async def click() -> None:
        async with database.transaction() as session:
            await record(session, a.a_rating(answer, cause="act:1"))

    await asyncio.gather(*(click() for _ in range(AT_ONCE)))

    assert await count(database, RatingEvent) == 1
    assert await count(database, Rating) == 1


async def test_quick_clicks_of_one_person_leave_what_the_last_one_says(database: Database) -> None:
    answer, began = await a.an_answer_in(database), utc_now()

    async def click(number: int) -> None:
        at = began + timedelta(milliseconds=number)
        async with database.transaction() as session:
            await record(session, a.a_rating(answer, value=number % 2, at=at))

    await asyncio.gather(*(click(number) for number in range(AT_ONCE)))

    async with database.reading() as session:
        standing = await standing_values(session, answer_id=answer.id, rater="U1")
    assert await count(database, RatingEvent) == AT_ONCE
    assert standing == {Metric.THUMB: (AT_ONCE - 1) % 2}


async def test_one_question_that_arrives_twice_at_once_is_asked_once(database: Database) -> None:
    model = a.a_model()
    async with database.transaction() as session:
        await a.kept(session, model)

    async def arrive() -> str:
        async with database.transaction() as session:
            kept = await ask(session, a.a_question(cause="ask:1"))
            return (await begin_answer(session, kept, model, Sampling())).id

    ids = await asyncio.gather(*(arrive() for _ in range(AT_ONCE)))

    assert len(set(ids)) == 1
    assert await count(database, Question) == await count(database, Answer) == 1


async def test_one_wish_that_arrives_twice_at_once_is_one_job(database: Database) -> None:
    dataset = a.a_dataset()
    version = a.a_version(dataset)
    async with database.transaction() as session:
        await a.kept(session, dataset, version)

    async def wish() -> str:
        async with database.transaction() as session:
            job = await request(
                session,
                cause="cmd:1",
                dataset=dataset,
                version=version,
                provider="trainer",
                base_model="small-base",
                epochs=None,
                channel="C1",
                person="U1",
            )
            return job.id

    ids = await asyncio.gather(*(wish() for _ in range(AT_ONCE)))

    assert len(set(ids)) == await count(database, Job) == 1


async def test_a_base_that_is_needed_twice_at_once_is_registered_once(database: Database) -> None:
    async def need() -> str:
        async with database.transaction() as session:
            return (await register_base(session, team="T1", provider="p", name="small")).id

    ids = await asyncio.gather(*(need() for _ in range(AT_ONCE)))

    assert len(set(ids)) == await count(database, Model) == 1


async def test_models_of_one_data_set_that_end_at_once_get_different_titles(
    database: Database,
) -> None:
    first = await a.a_job_in(database)
    others = [
        Job(**{**first.model_dump(exclude={"id", "cause"}), "cause": f"cmd:{n}"}) for n in range(3)
    ]
    async with database.transaction() as session:
        await a.kept(session, *others)

    async def end(job: Job) -> str:
        async with database.transaction() as session:
            return (await register_tuned(session, job, f"ft:{job.id}")).title

    titles = await asyncio.gather(*(end(job) for job in [first, *others]))

    assert sorted(titles) == ["faq-1", "faq-2", "faq-3", "faq-4"]


async def test_a_channel_that_is_given_two_models_at_once_has_one_of_them(
    database: Database,
) -> None:
    models = [a.a_model() for _ in range(4)]
    async with database.transaction() as session:
        await a.kept(session, *models)

    async def choose(model: Model) -> None:
        async with database.transaction() as session:
            await use(session, team="T1", channel="C1", model_id=model.id, person="U1")

    await asyncio.gather(*(choose(model) for model in models))

    async with database.reading() as session:
        serving = await serving_model(session, team="T1", channel="C1")
    assert serving in {model.id for model in models}


async def test_a_delivery_that_is_kept_twice_at_once_is_one(database: Database) -> None:
    answer = await a.an_answer_in(database)

    async def keep() -> str:
        async with database.transaction() as session:
            return (await delivered(session, answer_id=answer.id, channel="C1", ts="1.1")).id

    ids = await asyncio.gather(*(keep() for _ in range(AT_ONCE)))

    assert len(set(ids)) == await count(database, Delivery) == 1


async def test_a_comment_that_arrives_twice_at_once_is_one(database: Database) -> None:
    answer = await a.an_answer_in(database)

    async def comment() -> None:
        async with database.transaction() as session:
            words = Comment(cause="view:1", team="T1", answer_id=answer.id, rater="U1", wrong="No")
            await comment_on(session, words)

    await asyncio.gather(*(comment() for _ in range(AT_ONCE)))

    assert await count(database, Comment) == 1
