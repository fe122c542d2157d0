"""What people decide of contradictions, and the version that comes of it."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest
from sqlmodel import func, select

from core.datasets import Dataset, Split, Version, findings, training_lines
from core.datasets.consulting.applying import carry_out, new_answers
from core.datasets.consulting.contradictions import contradictions, open_contradictions
from core.datasets.consulting.deciding import (
    ConsultationClosed,
    consult,
    decide,
    show_up_to,
    standing,
)
from core.datasets.consulting.tables import Choice, Consultation, Decision
from core.datasets.tables import Finding, Origin
from core.datasets.versions.changing import delete_version
from core.datasets.versions.succeeding import Changes, newest_locked, succeed
from core.storage import Database
from tests import builders as a
from tests.core.datasets.sets import a_set, erased, newest, rows_of

ROWS = [
    ("Opening hours?", "9 to 5"),
    ("Opening hours?", "10 to 6"),
    ("Where are you?", "In Kyoto", Split.HELD_OUT),
    ("Where are you?", "In Osaka", Split.HELD_OUT),
    ("Who are you?", "Togi"),
]
HOURS, PLACE = 1, 2
_clicks = count(1)


async def asked(database: Database, version: Version, *, posted: int = 5) -> Consultation:
    async with database.transaction() as session:
        consultation = Consultation(
            cause=f"view:{next(_clicks)}",
            team=a.TEAM,
            version_id=version.id,
            findings=await open_contradictions(session, version.id),
            channel=a.CHANNEL,
            home_channel=a.CHANNEL,
            asked_by=a.PERSON,
            locale="en",
        )
        kept = await consult(session, consultation)
        return await show_up_to(session, kept.id, posted)


def a_decision(asked: Consultation, finding: int, **fields: object) -> Decision:
    own = {
        "cause": f"act:{next(_clicks)}",
        "consultation_id": asked.id,
        "version_id": asked.version_id,
        "finding": finding,
        "number": 1,
        "choice": Choice.ONE,
        "decided_by": "U2",
    }
    return Decision(**{**own, **fields})


async def decided(database: Database, *decisions: Decision) -> list[Decision]:
    async with database.transaction() as session:
        return [await decide(session, decision) for decision in decisions]


async def carried_out(
    database: Database, asked: Consultation, *, cause: str = "act:last", early: bool = False
) -> Version | None:
    async with database.transaction() as session:
        return await carry_out(session, asked.id, cause=cause, person="U2", early=early)


async def test_a_contradiction_is_a_question_with_each_answer_that_it_gets(
    database: Database,
) -> None:
    version = await a_set(database, [*ROWS, ROWS[1]], [[1, 2, 6]])

    async with database.reading() as session:
        found = await contradictions(session, version.id, [HOURS])

    assert found[HOURS].question == "Opening hours?"
    assert [held[:2] for held in found[HOURS].answers] == [("9 to 5", (1,)), ("10 to 6", (2, 6))]
    assert found[HOURS].asks_one_thing
    assert found[HOURS].rows == (1, 2, 6)


async def test_the_next_version_lacks_the_wrong_answer_and_keeps_its_splits(
    database: Database,
) -> None:
    version = await a_set(database, ROWS, [[1, 2], [3, 4]])
    consultation = await asked(database, version)
    await decided(
        database,
        a_decision(consultation, HOURS, right=2),
        a_decision(consultation, PLACE, right=3),
    )

    made = await carried_out(database, consultation)

    assert made
    assert (made.number, made.cause, made.created_by) == (2, "act:last", "U2")
    assert await rows_of(database, made) == {
        2: ("train", "10 to 6"),
        3: ("held_out", "In Kyoto"),
        5: ("train", "Togi"),
    }
    counts = (made.training_examples, made.validation_examples, made.held_out_examples)
    assert counts == (2, 0, 1)
    assert len(await rows_of(database, version)) == 5, "the old version is as it was"
    async with database.reading() as session:
        assert [one.code for one in await findings(session, made.id)] == ["few_examples"]
        assert await training_lines(session, made.id, Split.TRAIN)


async def test_a_right_answer_that_was_written_takes_the_place_of_the_wrong_ones(
    database: Database,
) -> None:
    rows = [*ROWS[:2], ("Opening hours?", "Never", Split.VALIDATION)]
    version = await a_set(database, rows, [[1, 2, 3]])
    consultation = await asked(database, version)
    own = a_decision(consultation, HOURS, choice=Choice.OTHER, answer="Always <!channel>")
    await decided(database, own)

    made = await carried_out(database, consultation)

    assert made
    assert await rows_of(database, made) == {3: ("validation", "Always <!channel>")}
    async with database.reading() as session:
        kept = await standing(session, version.id, [HOURS])
        behind = await contradictions(session, version.id, [HOURS])
        told = await new_answers(session, behind.values(), kept, made.id)
    assert kept[HOURS].answer is None, "it stands in the version alone, where it can be erased"
    assert told == {HOURS: "Always <!channel>"}


WARRANTIES = [
    ("How long is the warranty of the TV?", "2 years"),
    ("How long is the warranty of the fan?", "1 year"),
    ("how long is the warranty of the TV", "3 years"),
]


async def test_each_answer_is_shown_with_the_question_that_it_was_given_to(
    database: Database,
) -> None:
    version = await a_set(database, WARRANTIES, [[1, 2, 3]])

    async with database.reading() as session:
        found = await contradictions(session, version.id, [1])

    assert not found[1].asks_one_thing
    assert [held.question for held in found[1].answers] == [
        WARRANTIES[0][0],
        WARRANTIES[1][0],
        WARRANTIES[0][0],
    ]
    assert found[1].rows_asking_as(3) == (1, 3)


@pytest.mark.parametrize("right", [1, 2, 3])
async def test_the_right_answer_to_one_question_is_never_written_over_another_question(
    database: Database, right: int
) -> None:
    version = await a_set(database, WARRANTIES, [[1, 2, 3]])
    consultation = await asked(database, version)
    await decided(database, a_decision(consultation, 1, right=right))

    made = await carried_out(database, consultation)

    rows = await rows_of(database, made or version)
    assert rows[2] == ("train", "1 year")
    if right == 2:
        assert made is None, "of the TV nothing was decided"
        assert len(rows) == 3
    else:
        own = ("train", WARRANTIES[right - 1][1])
        assert rows == {1: own, 2: ("train", "1 year"), 3: own}


async def test_a_new_answer_that_is_of_no_single_question_changes_no_row(
    database: Database,
) -> None:
    version = await a_set(database, WARRANTIES, [[1, 2, 3]])
    consultation = await asked(database, version)
    await decided(database, a_decision(consultation, 1, choice=Choice.OTHER, answer="5 years"))

    assert await carried_out(database, consultation) is None


async def test_different_questions_whose_answers_are_all_right_are_settled(
    database: Database,
) -> None:
    version = await a_set(database, [*WARRANTIES, *ROWS[:2]], [[1, 2], [4, 5]])
    consultation = await asked(database, version)
    await decided(
        database,
        a_decision(consultation, 1, choice=Choice.ALL),
        a_decision(consultation, 2, right=4),
    )

    made = await carried_out(database, consultation)

    assert made
    assert sorted(await rows_of(database, made)) == [1, 2, 3, 4]
    async with database.reading() as session:
        assert await open_contradictions(session, made.id) == []


async def test_answers_that_are_all_right_stay_and_are_not_asked_about_again(
    database: Database,
) -> None:
    version = await a_set(database, ROWS, [[1, 2], [3, 4]])
    consultation = await asked(database, version)
    await decided(
        database,
        a_decision(consultation, HOURS, choice=Choice.ALL),
        a_decision(consultation, PLACE, right=4),
    )

    made = await carried_out(database, consultation)

    assert made
    assert sorted(await rows_of(database, made)) == [1, 2, 4, 5]
    async with database.reading() as session:
        assert await open_contradictions(session, made.id) == []


async def test_where_all_are_right_there_is_nothing_to_change(database: Database) -> None:
    version = await a_set(database, ROWS, [[1, 2]])
    consultation = await asked(database, version)
    await decided(database, a_decision(consultation, HOURS, choice=Choice.ALL))

    assert await carried_out(database, consultation) is None
    assert (await newest(database, version.dataset_id)).id == version.id
    async with database.reading() as session:
        assert await open_contradictions(session, version.id) == []


async def test_nothing_is_carried_out_before_all_that_was_posted_is_decided(
    database: Database,
) -> None:
    version = await a_set(database, ROWS, [[1, 2], [3, 4]])
    consultation = await asked(database, version)
    await decided(database, a_decision(consultation, HOURS, right=1))

    assert await carried_out(database, consultation) is None
    made = await carried_out(database, consultation, early=True)

    assert made
    assert sorted(await rows_of(database, made)) == [1, 3, 4, 5]
    async with database.reading() as session:
        left = await open_contradictions(session, made.id)
        assert left == [PLACE], "what nobody decided is still there to be asked about"
        assert (await contradictions(session, made.id, left))[PLACE].rows == (3, 4)


async def test_what_was_not_posted_yet_is_not_waited_for(database: Database) -> None:
    version = await a_set(database, ROWS, [[1, 2], [3, 4]])
    consultation = await asked(database, version, posted=1)
    await decided(database, a_decision(consultation, HOURS, right=1))

    assert await carried_out(database, consultation)


async def test_the_last_word_stands_until_it_is_carried_out(database: Database) -> None:
    version = await a_set(database, ROWS, [[1, 2]])
    consultation = await asked(database, version)
    await decided(
        database,
        a_decision(consultation, HOURS, right=1),
        a_decision(consultation, HOURS, right=2, number=2),
    )

    made = await carried_out(database, consultation)

    assert made
    assert (await rows_of(database, made))[2] == ("train", "10 to 6")
    with pytest.raises(ConsultationClosed):
        await decided(database, a_decision(consultation, HOURS, right=1, number=3))


async def test_of_two_people_who_decide_at_once_the_first_one_counts(database: Database) -> None:
    version = await a_set(database, ROWS, [[1, 2]])
    consultation = await asked(database, version)

    kept = await asyncio.gather(
        *(
            decided(database, a_decision(consultation, HOURS, right=right, decided_by=person))
            for right, person in [(1, "U1"), (2, "U2"), (1, "U3"), (2, "U4")]
        )
    )

    assert len({one.cause for (one,) in kept}) == 1
    async with database.reading() as session:
        assert (await session.exec(select(func.count()).select_from(Decision))).one() == 1


async def test_a_decision_that_arrives_twice_is_one_even_when_it_is_carried_out_between(
    database: Database,
) -> None:
    version = await a_set(database, ROWS, [[1, 2]])
    consultation = await asked(database, version)
    decision = a_decision(consultation, HOURS, right=1)
    (first,) = await decided(database, Decision(**decision.model_dump()))
    await carried_out(database, consultation)

    (again,) = await decided(database, Decision(**decision.model_dump()))

    assert again.id == first.id


async def test_decisions_that_are_carried_out_at_once_make_one_version(database: Database) -> None:
    version = await a_set(database, ROWS, [[1, 2]])
    consultation = await asked(database, version)
    await decided(database, a_decision(consultation, HOURS, right=1))

    made = await asyncio.gather(
        *(carried_out(database, consultation, cause=f"act:{n}") for n in range(6))
    )

    assert len([one for one in made if one]) == 1
    assert (await newest(database, version.dataset_id)).number == 2


async def test_the_same_cause_is_told_of_the_version_that_it_made(database: Database) -> None:
    version = await a_set(database, ROWS, [[1, 2]])
    consultation = await asked(database, version)
    await decided(database, a_decision(consultation, HOURS, right=1))

    first, again = [await carried_out(database, consultation) for _ in range(2)]

    assert first
    assert again
    assert first.id == again.id


async def test_what_came_since_people_were_asked_is_not_lost(database: Database) -> None:
    """Two consultations of one version: the second is carried out on what the first made."""
    version = await a_set(database, ROWS, [[1, 2], [3, 4]])
    one, other = await asked(database, version, posted=1), await asked(database, version)
    await decided(database, a_decision(one, HOURS, right=1))
    await carried_out(database, one, cause="act:one")
    await decided(database, a_decision(other, PLACE, right=4))

    made = await carried_out(database, other, cause="act:other")

    assert made
    assert made.number == 3
    assert sorted(await rows_of(database, made)) == [1, 4, 5]


async def test_a_right_answer_that_is_gone_meanwhile_is_put_back(database: Database) -> None:
    version = await a_set(database, ROWS[:2], [[1, 2]])
    consultation = await asked(database, version)
    await decided(database, a_decision(consultation, HOURS, right=1))
    dataset_id = version.dataset_id
    async with database.transaction() as session:
        base = await newest_locked(session, dataset_id)
        assert base
        changes = Changes(removed=frozenset({1}))
        await succeed(session, base, changes, Origin.ADDITION, cause="other", person=a.PERSON)

    made = await carried_out(database, consultation)

    assert made
    assert await rows_of(database, made) == {2: ("train", "9 to 5")}


async def test_an_answer_that_was_written_is_looked_at_instead_of_the_old_one(
    database: Database,
) -> None:
    version = await a_set(database, ROWS, [[1, 2]])
    consultation = await asked(database, version)
    of_one = {"version_id": version.id, "level": "warning", "row": 1}
    old = [
        Finding(**of_one, position=10, code="secret"),
        Finding(**of_one, position=11, code="leakage", details={"row": 9}),
        Finding(**of_one, position=12, code="duplicate", rows=[1, 5], details={"count": 2}),
    ]
    async with database.transaction() as session:
        await a.kept(session, *old)
    own = a_decision(consultation, HOURS, choice=Choice.OTHER, answer="Ask taro@acme.co.jp")
    await decided(database, own)

    made = await carried_out(database, consultation)

    assert made
    async with database.reading() as session:
        left = {(one.code, one.row) for one in await findings(session, made.id)}
    assert left == {("leakage", 1), ("personal_data", 1), ("few_examples", 0)}


async def test_what_was_written_about_an_erased_row_is_forgotten(database: Database) -> None:
    """Of the rows that contradict each other one asks in other words, and two of them stay."""
    rows = [("When open?", "9"), ("Opening hours?", "10"), ("Opening hours?", "11"), ("Q", "A")]
    version = await a_set(database, rows, [[1, 2, 3], [2, 3]])
    consultation = await asked(database, version)
    written = {"choice": Choice.OTHER, "answer": "Ask Ms Sato"}
    await decided(
        database,
        a_decision(consultation, 1, **written),
        a_decision(consultation, 2, **written),
    )

    async with database.transaction() as session:
        dataset = await session.get_one(Dataset, version.dataset_id)
        await erased(session, dataset, version, 1, person="U1")

    async with database.reading() as session:
        left = await standing(session, version.id, [1, 2])
        assert await open_contradictions(session, version.id) == [1]
    assert set(left) == {2}


async def test_a_contradiction_between_very_many_rows_is_carried_out(database: Database) -> None:
    """More rows than PostgreSQL takes parameters; only the first few of them are there."""
    many = list(range(1, 70_001))
    version = await a_set(database, ROWS[:2], [many])
    consultation = await asked(database, version)
    await decided(database, a_decision(consultation, HOURS, right=1))

    made = await carried_out(database, consultation)

    assert made
    assert await rows_of(database, made) == {1: ("train", "9 to 5")}
    async with database.transaction() as session:
        base = await newest_locked(session, made.dataset_id)
        assert base
        changes = Changes(removed=frozenset(many))
        await succeed(session, base, changes, Origin.DECISIONS, cause="act:all", person="U1")


async def test_how_a_version_came_to_be_outlives_what_it_was_made_of(database: Database) -> None:
    version = await a_set(database, ROWS, [[1, 2]])
    consultation = await asked(database, version)
    await decided(database, a_decision(consultation, HOURS, right=1))
    made = await carried_out(database, consultation)
    assert made

    async with database.transaction() as session:
        await delete_version(session, await session.get_one(Version, version.id))

    assert (await newest(database, made.dataset_id)).origin is Origin.DECISIONS


async def test_other_findings_lose_the_rows_that_are_gone(database: Database) -> None:
    version = await a_set(database, [*ROWS, ROWS[0], ROWS[0]], [[1, 2]])
    consultation = await asked(database, version)
    more = [
        Finding(
            version_id=version.id,
            position=10 + n,
            level="warning",
            code=code,
            row=rows[0],
            rows=rows if len(rows) > 1 else [],
            details={"count": len(rows)},
        )
        for n, (code, rows) in enumerate(
            [("duplicate", [2, 6, 7]), ("near", [2, 5]), ("refusal", [2]), ("outlier", [5])]
        )
    ]
    async with database.transaction() as session:
        await a.kept(session, *more)
    await decided(database, a_decision(consultation, HOURS, right=1))

    made = await carried_out(database, consultation)

    assert made
    async with database.reading() as session:
        left = {one.code: one for one in await findings(session, made.id)}
    assert set(left) == {"duplicate", "outlier", "few_examples"}
    assert (left["duplicate"].rows, left["duplicate"].details) == ((6, 7), {"count": 2})
