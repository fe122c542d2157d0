"""Adding examples one at a time: none is lost, none is there twice, none leaks."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest

from core.datasets import Dataset, NameTaken, Split, Version, findings
from core.datasets.adding.adding import (
    ErasedBefore,
    HoldsPreferences,
    ThereAlready,
    add,
    last_grown_in,
    what_is_wrong_with,
)
from core.datasets.adding.tables import Addition
from core.datasets.tables import Example, Kind
from core.storage import Database
from tests import builders as a
from tests.core.datasets.sets import a_set, erased, newest, rows_of

_numbers = count(1)


async def written_down(database: Database, **fields: object) -> str:
    number = next(_numbers)
    own = {
        "cause": f"view:add-{number}",
        "team": a.TEAM,
        "name": "faq",
        "question": f"New question {number}?",
        "answer": f"New answer {number}.",
        "channel": a.CHANNEL,
        "ts": "1.1",
        "person": a.PERSON,
        "locale": "en",
    }
    addition = Addition(**{**own, **fields})
    async with database.transaction() as session:
        await a.kept(session, addition)
    return addition.cause


async def added(database: Database, cause: str = "", **fields: object) -> Version:
    cause = cause or await written_down(database, **fields)
    async with database.transaction() as session:
        return await add(session, cause)


async def test_the_next_version_is_the_one_before_it_and_the_example(database: Database) -> None:
    version = await a_set(database, [("Q1", "A1"), ("Q2", "A2", Split.HELD_OUT)])

    made = await added(database, question="Q3", answer="A3")

    assert (made.number, made.training_examples, made.held_out_examples) == (2, 2, 1)
    assert await rows_of(database, made) == {
        1: ("train", "A1"),
        2: ("held_out", "A2"),
        3: ("train", "A3"),
    }
    assert len(await rows_of(database, version)) == 2


async def test_a_new_data_set_may_begin_with_one_example(database: Database) -> None:
    made = await added(database, name="new-one", system_prompt="Be brief.")

    assert (made.number, made.training_examples, made.system_prompt) == (1, 1, "Be brief.")
    async with database.reading() as session:
        told = await findings(session, made.id)
    assert [(one.code, one.details["count"]) for one in told] == [("few_examples", 1)]


async def test_additions_of_many_people_at_once_are_all_kept(database: Database) -> None:
    version = await a_set(database, [("Q1", "A1")])
    causes = [await written_down(database, person=f"U{n}") for n in range(12)]

    made = await asyncio.gather(*(added(database, cause) for cause in causes))

    assert sorted(one.number for one in made) == list(range(2, 14))
    assert (await newest(database, version.dataset_id)).training_examples == 13


async def test_people_who_begin_one_data_set_at_once_share_it(database: Database) -> None:
    causes = [await written_down(database, name="together") for _ in range(8)]

    made = await asyncio.gather(*(added(database, cause) for cause in causes))

    assert len({one.dataset_id for one in made}) == 1
    assert sorted(one.number for one in made) == list(range(1, 9))
    assert (await newest(database, made[0].dataset_id)).training_examples == 8


async def test_an_addition_that_arrives_many_times_at_once_is_one(database: Database) -> None:
    cause = await written_down(database)

    made = await asyncio.gather(*(added(database, cause) for _ in range(6)))

    assert len({one.id for one in made}) == 1
    assert made[0].training_examples == 1


async def test_what_is_there_already_is_said(database: Database) -> None:
    await a_set(database, [("Q1", "A1"), ("Q2", "A2")])

    with pytest.raises(ThereAlready) as refusal:
        await added(database, question="Q2", answer="A2")

    assert refusal.value.details == {"name": "faq", "row": 2}


async def test_a_question_that_examines_models_keeps_its_new_answer_from_training(
    database: Database,
) -> None:
    await a_set(database, [("Q1", "A1"), ("What?", "A2", Split.HELD_OUT)])

    made = await added(database, question="WHAT?", answer="Something else")

    assert (await rows_of(database, made))[3] == ("held_out", "Something else")


@pytest.mark.parametrize(
    "question",
    ["How do I reset my password for the portal ?!", "How do I reset my passwrd for the portal?"],
)
async def test_what_nearly_asks_a_held_out_question_is_kept_from_training(
    database: Database, question: str
) -> None:
    held_out = "How do I reset my password for the portal?"
    await a_set(database, [("Q1", "A1"), (held_out, "A2", Split.HELD_OUT)])

    made = await added(database, question=question, answer="Something else")
    other = await added(database, question="Where is the canteen?", answer="On floor 2")

    assert (await rows_of(database, made))[3] == ("held_out", "Something else")
    assert (await rows_of(database, other))[4] == ("train", "On floor 2")


async def test_a_question_that_validates_brings_its_new_answer_along(database: Database) -> None:
    await a_set(database, [("Q1", "A1"), ("What?", "A2", Split.VALIDATION)])

    made = await added(database, question="What?", answer="Something else")

    assert (await rows_of(database, made))[3] == ("validation", "Something else")


async def test_an_answer_that_contradicts_the_others_is_noted(database: Database) -> None:
    rows = [("When do you open?", "At 9:00."), ("Who?", "Togi"), ("When do you open?", "At 9:00.")]
    await a_set(database, rows)

    first = await added(database, question="When do you open?", answer="At 10:00.")
    second = await added(database, question="When do you open?", answer="At 11:00.")

    for version, between in ((first, (1, 3, 4)), (second, (1, 3, 4, 5))):
        async with database.reading() as session:
            found = [one for one in await findings(session, version.id) if one.rows]
        assert [(one.code, one.kind, one.rows) for one in found] == [
            ("contradiction", "facts", between)
        ]
        assert found[0].details == {"count": len(between)}


@pytest.mark.parametrize("before", [[], [("Q1", "A1")]])
async def test_an_example_is_looked_at_like_the_row_of_a_file(
    database: Database, before: list[tuple[str, str]]
) -> None:
    if before:
        await a_set(database, before)
    answer = "Mail taro@acme.co.jp, <b>quickly</b>\u200b."

    made = await added(database, question="Whom do I ask?", answer=answer)

    row = len(before) + 1
    async with database.reading() as session:
        told = {(one.code, one.kind) for one in await findings(session, made.id) if one.row == row}
    assert told == {("personal_data", "email"), ("markup", ""), ("invisible_character", "")}


async def test_an_example_is_told_what_the_others_are_told(database: Database) -> None:
    first = await added(database, name="told", system_prompt="Be brief.")
    second = await added(database, name="told")

    async with database.reading() as session:
        lines = [
            (await session.get_one(Example, (second.id, position))).line for position in (1, 2)
        ]
    assert all("Be brief." in line for line in lines)
    assert second.system_prompt == first.system_prompt


async def test_the_words_stand_in_the_version_alone_where_they_can_be_erased(
    database: Database,
) -> None:
    cause = await written_down(database, system_prompt="Be brief.")
    made = await added(database, cause)

    async with database.reading() as session:
        addition = await session.get_one(Addition, cause)
    assert (addition.question, addition.answer, addition.system_prompt) == (None, None, None)
    assert addition.version_id == made.id


async def test_a_question_that_was_erased_is_not_added_again(database: Database) -> None:
    version = await a_set(database, [("Q1", "A1"), ("Who is Sato?", "A2")])
    async with database.transaction() as session:
        dataset = await session.get_one(Dataset, version.dataset_id)
        await erased(session, dataset, version, 2, person="U1")

    with pytest.raises(ErasedBefore):
        await added(database, question="WHO is Sato?", answer="Somebody")


async def test_a_name_of_another_channel_is_taken(database: Database) -> None:
    await a_set(database, [("Q1", "A1")], private_to="G1")

    with pytest.raises(NameTaken):
        await added(database)


async def test_pairs_of_answers_take_no_single_one(database: Database) -> None:
    version = await a_set(database, [("Q1", "A1")])
    async with database.transaction() as session:
        kept = await session.get_one(Version, version.id)
        kept.kind = Kind.PREFERENCE
        session.add(kept)

    with pytest.raises(HoldsPreferences):
        await added(database)


async def test_versions_with_the_same_rows_have_the_same_digest(database: Database) -> None:
    one = await added(database, name="one", question="Q", answer="A")
    other = await added(database, name="other", question="Q", answer="A")

    assert one.digest == other.digest


@pytest.mark.parametrize(
    ("question", "answer", "codes"),
    [
        ("Q", "A", []),
        (" \u3000", "A", ["empty_question"]),
        ("Q", "\u200b\n", ["empty_answer"]),
        ("", "", ["empty_question", "empty_answer"]),
        ("Q\0", "A", ["unreadable_character"]),
    ],
)
def test_an_example_is_checked_like_a_row(question: str, answer: str, codes: list[str]) -> None:
    assert [fault.code for fault in what_is_wrong_with(question, answer)] == codes


async def test_the_data_set_of_a_channel_is_the_one_that_grew_there(database: Database) -> None:
    await added(database, name="elsewhere", channel="C0ELSEWHERE")
    made = await added(database, name="here", channel="C0HERE")

    async with database.transaction() as session:
        assert await last_grown_in(session, a.TEAM, "C0HERE") == made.dataset_id
        assert await last_grown_in(session, a.TEAM, "C0NOWHERE") is None
