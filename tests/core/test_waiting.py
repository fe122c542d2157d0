"""Questions that were kept, and of which nothing has come yet."""

from __future__ import annotations

from datetime import timedelta

from core.answers import Question, ask, begin_answer, complete
from core.answers.asking import Spoken
from core.answers.waiting import answer_to, waiting
from core.providers import Sampling
from core.storage import Database, utc_now
from tests import builders as a

DAY = timedelta(days=1)
SPOKEN = Spoken(text="Yes.", prompt_tokens=1, completion_tokens=1, first_token_ms=1, total_ms=1)


async def found(database: Database) -> list[str]:
    async with database.reading() as session:
        now = utc_now()
        return [one.cause for one in await waiting(session, "ask:", now - DAY, now)]


async def test_a_question_waits_until_an_answer_to_it_has_ended(database: Database) -> None:
    question, model = a.a_question(cause="ask:1"), a.a_model()
    async with database.transaction() as session:
        session.add(model)
        await ask(session, question)
    assert await found(database) == ["ask:1"]

    async with database.transaction() as session:
        answer = await begin_answer(session, question, model, Sampling())
    assert await found(database) == ["ask:1"]

    async with database.transaction() as session:
        await complete(session, answer.id, SPOKEN)
    assert await found(database) == []


async def test_what_asks_nothing_is_of_another_time_or_came_another_way_does_not_wait(
    database: Database,
) -> None:
    others = [
        a.a_question(cause="ask:file", text=""),
        a.a_question(cause="ask:old", created_at=utc_now() - 2 * DAY),
        a.a_question(cause="ask:young", created_at=utc_now() + DAY),
        a.a_question(cause="held-out:1"),
    ]
    async with database.transaction() as session:
        for question in others:
            await ask(session, question)

    assert await found(database) == []


async def test_who_waits_longest_comes_first(database: Database) -> None:
    now = utc_now()
    ages: list[Question] = [
        a.a_question(cause=f"ask:{hours}", created_at=now - timedelta(hours=hours))
        for hours in (1, 3, 2)
    ]
    async with database.transaction() as session:
        for question in ages:
            await ask(session, question)

    assert await found(database) == ["ask:3", "ask:2", "ask:1"]


async def test_the_answer_that_was_begun_is_the_one_to_go_on_with(database: Database) -> None:
    question, first, second = a.a_question(), a.a_model(), a.a_model()
    async with database.transaction() as session:
        session.add_all([first, second])
        await ask(session, question)
        begun = await begin_answer(session, question, first, Sampling())
    async with database.transaction() as session:
        await begin_answer(session, question, second, Sampling())
        found = await answer_to(session, question.id)

    assert found is not None
    assert found.id == begun.id
