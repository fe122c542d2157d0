"""What people say of an answer in words, and who is reminded that they may."""

from __future__ import annotations

import asyncio

import pytest

from core.answers import AnswerState
from core.ratings import (
    Comment,
    Metric,
    Reason,
    Source,
    comment_on,
    may_be_reminded,
    record,
    record_changes,
    standing_comment,
    standing_values,
    withdraw_comments,
)
from core.storage import Database
from tests import builders as a

MINE = {"rater": a.PERSON}


def a_comment(answer_id: str, cause: str, **fields: object) -> Comment:
    return Comment(**{"cause": cause, "team": a.TEAM, "answer_id": answer_id, **MINE, **fields})


async def said(database: Database, *comments: Comment) -> Comment | None:
    for comment in comments:
        async with database.transaction() as session:
            await comment_on(session, comment)
    async with database.reading() as session:
        return await standing_comment(session, answer_id=comments[0].answer_id, **MINE)


async def test_the_latest_words_stand(database: Database) -> None:
    answer = await a.an_answer_in(database)
    first = a_comment(answer.id, "view:1", wrong="No.", reasons=[Reason.FACTS])
    second = a_comment(answer.id, "view:2", correction="Yes.", reasons=[Reason.TONE])

    standing = await said(database, first, second)

    assert standing
    assert (standing.wrong, standing.correction, standing.reasons) == (None, "Yes.", ["tone"])


async def test_words_that_arrive_twice_are_kept_once(database: Database) -> None:
    answer = await a.an_answer_in(database)
    twice = [a_comment(answer.id, "view:1", wrong=words) for words in ("No.", "Never.")]

    standing = await said(database, *twice)

    assert standing
    assert standing.wrong == "No."


async def test_saying_nothing_is_no_comment_and_empties_one_that_stands(database: Database) -> None:
    answer = await a.an_answer_in(database)

    assert await said(database, a_comment(answer.id, "view:1")) is None
    assert await said(database, a_comment(answer.id, "view:2", wrong="No."))
    assert await said(database, a_comment(answer.id, "view:3")) is None


async def test_words_that_are_taken_back_are_forgotten_and_not_revived(database: Database) -> None:
    answer = await a.an_answer_in(database)
    await said(database, a_comment(answer.id, "view:1", wrong="No.", reasons=["tone"]))
    async with database.transaction() as session:
        await withdraw_comments(session, answer_id=answer.id, **MINE)

    assert await said(database, a_comment(answer.id, "view:1", wrong="No.")) is None


async def test_what_a_modal_only_confirms_stays_whose_it_was(database: Database) -> None:
    answer = await a.an_answer_in(database)
    quality, five = {"metric": Metric.QUALITY}, {"source": Source.EMOJI, "emoji": "five"}
    async with database.transaction() as session:
        await record(session, a.a_rating(answer, **quality, value=5, **five))
        modal = a.a_rating(answer, source=Source.MODAL)
        await record_changes(session, modal, {Metric.QUALITY: 5, Metric.ACCURACY: 3})
        await record(session, a.a_rating(answer, **quality, value=None, **five))
        left = await standing_values(session, answer_id=answer.id, **MINE)

    assert left == {Metric.ACCURACY: 3}


async def test_a_measure_is_withdrawn_in_the_modal(database: Database) -> None:
    answer = await a.an_answer_in(database)
    async with database.transaction() as session:
        await record(session, a.a_rating(answer, metric=Metric.ACCURACY, value=5))
        modal = a.a_rating(answer, source=Source.MODAL)
        await record_changes(session, modal, {Metric.ACCURACY: None, Metric.EXPERTISE: None})
        left = await standing_values(session, answer_id=answer.id, **MINE)

    assert left == {}


async def answered(
    database: Database, times: int, asked: dict[str, object], **answer: object
) -> None:
    for _ in range(times):
        model, question = a.a_model(), a.a_question(**asked)
        async with database.transaction() as session:
            await a.kept(session, model, question, a.an_answer(question, model, **answer))


async def reminded(database: Database, person: str = a.PERSON) -> bool:
    async with database.transaction() as session:
        return await may_be_reminded(session, team=a.TEAM, person=person)


async def test_who_never_rates_is_reminded_after_the_third_answer_and_never_again(
    database: Database,
) -> None:
    asked = []
    for _ in range(6):
        await answered(database, 1, {})
        asked.append(await reminded(database))

    assert asked == [False, False, True, False, False, False]


async def test_each_person_is_reminded_for_themselves(database: Database) -> None:
    for person in ("U1", "U2"):
        await answered(database, 3, {"asked_by": person})

    assert await reminded(database, "U1")
    assert await reminded(database, "U2")
    assert not await reminded(database, "U3")


async def test_who_has_rated_anything_is_not_reminded(database: Database) -> None:
    await answered(database, 3, {})
    other = await a.an_answer_in(database)
    async with database.transaction() as session:
        await record(session, a.a_rating(other))

    assert not await reminded(database)


@pytest.mark.parametrize(
    "answer",
    [{"asks_ratings": False}, {"state": AnswerState.FAILED}, {"state": AnswerState.STOPPED}],
)
async def test_answers_that_ask_for_no_rating_remind_of_none(
    database: Database, answer: dict[str, object]
) -> None:
    await answered(database, 4, {}, **answer)

    assert not await reminded(database)


async def test_two_answers_that_are_shown_at_once_remind_once(database: Database) -> None:
    await answered(database, 4, {})

    reminders = await asyncio.gather(*(reminded(database) for _ in range(5)))

    assert sorted(reminders) == [False, False, False, False, True]


@pytest.mark.parametrize("expected", ["Thirty days.", ""])
async def test_what_a_data_set_or_a_comparison_asked_reminds_nobody(
    database: Database, expected: str
) -> None:
    await answered(database, 4, {"expected": expected})

    assert not await reminded(database)
