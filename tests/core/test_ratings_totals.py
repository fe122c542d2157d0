"""The running totals are exact: against a full recount, whatever people did, and all at once."""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer
from core.ratings import (
    MEASURES,
    Given,
    Metric,
    QuestionTotal,
    Rating,
    RatingTotal,
    Source,
    Sum,
    erase_said,
    model_sums,
    question_sums,
    record_all,
    record_changes,
    record_together,
)
from core.storage import Database
from tests import builders as a

RATERS = ("U1", "U2", "U3")
METRICS = (Metric.THUMB, Metric.ACCURACY, Metric.QUALITY)

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["give", "emoji", "change", "withdraw", "withdraw emoji", "erase"]),
        st.integers(0, 3),  # the answer
        st.sampled_from(RATERS),
        st.sampled_from(METRICS),
        st.integers(0, 1),
    ),
    max_size=25,
)


async def two_models_two_questions(database: Database) -> list[Answer]:
    models, questions = [a.a_model(), a.a_model()], [a.a_question(), a.a_question()]
    answers = [a.an_answer(question, model) for question in questions for model in models]
    async with database.transaction() as session:
        await a.kept(session, *models, *questions, *answers)
    return answers


async def must_be_exact(session: AsyncSession) -> int:
    """Compare the totals with a full recount; how many ratings there are."""
    values: Counter[tuple[str, str, int]] = Counter()
    questions: Counter[tuple[str, str, str]] = Counter()
    sums: Counter[tuple[str, str, str]] = Counter()
    rows = (await session.exec(select(Rating, Answer).join(Answer))).all()
    for rating, answer in rows:
        key = (answer.model_id, rating.metric, answer.question_id)
        values[answer.model_id, rating.metric, rating.value] += 1
        questions[key] += 1
        sums[key] += rating.value
    kept = (await session.exec(select(RatingTotal))).all()
    by_question = (await session.exec(select(QuestionTotal))).all()
    assert {(t.model_id, t.metric, t.value): t.count for t in kept if t.count} == values
    found = {(t.model_id, t.metric, t.question_id): (t.total, t.count) for t in by_question}
    assert found == {key: (sums[key], questions[key]) for key in found}
    assert questions.keys() <= found.keys()
    return len(rows)


async def act(
    session: AsyncSession, answer: Answer, deed: str, rater: str, metric: Metric, value: int
) -> None:
    said: Given = a.a_rating(answer, rater=rater, metric=metric, value=value)
    if deed == "give":
        await record_together(session, [said])
    elif deed == "change":
        await record_changes(session, said, dict.fromkeys(METRICS, value))
    elif deed == "emoji":
        emoji = a.a_rating(
            answer, rater=rater, metric=metric, value=value, emoji="+1", source=Source.EMOJI
        )
        await record_together(session, [emoji])
    elif deed == "withdraw":
        await record_all(session, said, dict.fromkeys(METRICS))
    elif deed == "withdraw emoji":
        gone = a.a_rating(
            answer, rater=rater, metric=metric, value=None, emoji="+1", source=Source.EMOJI
        )
        await record_together(session, [gone])
    else:
        await erase_said(session, answer.id, rater, cause=said.cause)


@settings(max_examples=25)
@given(ACTS)
def test_totals_equal_a_recount_after_any_acts(
    migrated_sqlite: Path, acts: list[tuple[str, int, str, Metric, int]]
) -> None:
    async def story() -> None:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copyfile(migrated_sqlite, Path(folder) / "togi.db")
            database = Database(f"sqlite:///{folder}/togi.db")
            answers = await two_models_two_questions(database)
            async with database.transaction() as session:
                for deed, which, rater, metric, value in acts:
                    await act(session, answers[which], deed, rater, metric, value)
                    await must_be_exact(session)
            await database.close()

    asyncio.run(story())


async def test_totals_are_exact_after_many_at_once(database: Database) -> None:
    """Whole handfuls, in any order of answers and metrics: nobody waits for ever."""
    answers = await two_models_two_questions(database)
    chance = random.Random(5)  # noqa: S311 (the same acts in every run)

    async def rate(rater: str) -> None:
        for _ in range(6):
            some = chance.sample(answers, 3)
            metrics = chance.sample(MEASURES, 3)
            handful = [
                a.a_rating(one, rater=rater, metric=metric, value=chance.choice([None, 0, 3, 5]))
                for one in some
                for metric in metrics
            ]
            async with database.transaction() as session:
                await record_together(session, handful)

    await asyncio.gather(*(rate(f"U{number}") for number in range(8)))

    async with database.reading() as session:
        assert await must_be_exact(session)


async def test_a_delivery_that_comes_twice_at_once_counts_once(database: Database) -> None:
    answer = await a.an_answer_in(database)
    twice = a.a_rating(answer)

    async def deliver() -> None:
        async with database.transaction() as session:
            await record_together(session, [twice])

    await asyncio.gather(*(deliver() for _ in range(5)))

    async with database.reading() as session:
        assert await must_be_exact(session) == 1


async def test_sums_come_by_model_and_by_question(database: Database) -> None:
    first, _, second, _ = await two_models_two_questions(database)
    async with database.transaction() as session:
        for answer, rater, value in ((first, "U1", 5), (first, "U2", 2), (second, "U1", 0)):
            said = a.a_rating(answer, rater=rater, metric=Metric.ACCURACY, value=value)
            await record_together(session, [said])

    async with database.reading() as session:
        known = await model_sums(session, [first.model_id])
        questions = await question_sums(session, first.model_id, Metric.ACCURACY)

    assert known == {(first.model_id, Metric.ACCURACY): Sum(7, 3)}
    assert questions == {first.question_id: Sum(7, 2), second.question_id: Sum(0, 1)}


async def test_what_stands_knows_the_act_that_gave_it(database: Database) -> None:
    answer = await a.an_answer_in(database)
    by_button, by_emoji = a.a_rating(answer), a.a_rating(answer, emoji="-1", source=Source.EMOJI)
    gone = a.a_rating(answer, value=None, emoji="-1", source=Source.EMOJI)
    async with database.transaction() as session:
        await record_together(session, [by_button])
        await record_together(session, [by_emoji])
        await record_together(session, [gone])
        standing = (await session.exec(select(Rating))).one()
        mine = a.a_rating(answer, cause=by_button.cause)
        await record_together(session, [mine])

    assert standing.event_id == 1
