"""Held-out answers beside what was expected: whole answers count, and unknown is not zero."""

from __future__ import annotations

import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import AnswerState
from core.evaluation import HeldOutScore, held_out_scores, score, summarise
from core.models import Model
from core.storage import Database
from tests import builders as a

BILLING = '{"team": "billing", "urgent": true}'


def test_no_answers_have_no_score() -> None:
    assert score([]) is None


def test_the_same_answer_is_exact_whatever_blanks_surround_it() -> None:
    assert score([("Yes.", " Yes.\n")]) == HeldOutScore(questions=1, exact=1)


def test_free_text_has_no_json_counts() -> None:
    found = score([("5 days", "10 days")])

    assert found == HeldOutScore(questions=1, exact=0)
    assert found.valid_json is None


def test_one_expected_text_among_objects_makes_no_json_counts() -> None:
    found = score([(BILLING, BILLING), ("Ask us.", "Ask us.")])

    assert found == HeldOutScore(questions=2, exact=2)


def test_an_object_counts_by_its_fields() -> None:
    found = score([(BILLING, '{"urgent": true, "team": "sales"}')])

    assert found == HeldOutScore(
        questions=1, exact=0, valid_json=1, right_fields=1, expected_fields=2
    )


@pytest.mark.parametrize(
    "answered",
    [
        "",
        '{"team": "billing", "urgent": true',
        "The team is billing.",
        f"Sure! {BILLING}",
        '["billing", true]',
        '"billing"',
        "null",
        "7",
        '{"team": NaN}',
        '{"team": Infinity}',
        '{"a":' * 100_000,
        "[" * 100_000,
        "9" * 10_000,
        "\ud800",
    ],
)
def test_what_is_no_json_object_has_no_right_field(answered: str) -> None:
    found = score([(BILLING, answered)])

    assert found == HeldOutScore(
        questions=1, exact=0, valid_json=0, right_fields=0, expected_fields=2
    )


@pytest.mark.parametrize(
    ("expected", "answered", "right"),
    [
        ('{"n": 1}', '{"n": 1.0}', 1),
        ('{"n": 1}', '{"n": true}', 0),
        ('{"n": 0}', '{"n": false}', 0),
        ('{"n": 1}', '{"n": "1"}', 0),
        ('{"n": null}', "{}", 0),
        ('{"n": null}', '{"n": null}', 1),
        ('{"n": {"a": [1, {"b": 2}]}}', '{"n": {"a": [1, {"b": 2}]}}', 1),
        ('{"n": {"a": [1, {"b": 2}]}}', '{"n": {"a": [1, {"b": 3}]}}', 0),
        ('{"n": {"a": 1, "b": 2}}', '{"n": {"b": 2, "a": 1}}', 1),
        ('{"n": [1]}', '{"n": [true]}', 0),
        ('{"n": [1, 2]}', '{"n": [2, 1]}', 0),
        ('{"n": "A"}', '{"n": "a"}', 0),
        ('{"n": 2}', '{"n": 1, "n": 2}', 1),
        ('{"n": 1}', '{"n": 1, "n": 2}', 0),
        ('{"n": 1}', '{"n": 1, "more": 2}', 1),
    ],
)
def test_a_field_is_right_when_its_whole_value_is(expected: str, answered: str, right: int) -> None:
    found = score([(expected, answered)])

    assert found is not None
    assert found.right_fields == right


def test_the_same_question_asked_twice_counts_twice() -> None:
    found = score([(BILLING, BILLING), (BILLING, "no")])

    assert found is not None
    assert (found.questions, found.exact, found.valid_json) == (2, 1, 1)


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1))
def test_any_text_can_be_scored(pairs: list[tuple[str, str]]) -> None:
    found = score(pairs)

    assert found is not None
    assert 0 <= found.exact <= found.questions == len(pairs)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


@given(st.lists(st.dictionaries(st.text(), JSON, max_size=3), min_size=1, max_size=2))
def test_the_expected_object_itself_is_always_wholly_right(objects: list[object]) -> None:
    found = score([(json.dumps(one), json.dumps(one)) for one in objects])

    assert found is not None
    assert found.exact == found.valid_json == found.questions
    assert found.right_fields == found.expected_fields


async def a_tuned_one(session: AsyncSession) -> tuple[Model, str]:
    """A tuned model and the version that it was made of, written down."""
    dataset = a.a_dataset(name=f"faq-{uuid.uuid4().hex}")
    version = a.a_version(dataset)
    job = a.a_job(version)
    model = a.a_model(job_id=job.id, base_name="small-base")
    await a.kept(session, dataset, version, job, model)
    return model, version.id


async def answered(session: AsyncSession, version_id: str, *said: tuple[Model, str | None]) -> None:
    """A question that a version kept back, and what models said; None: it failed."""
    question = a.a_question(version_id=version_id, expected="Yes.")
    states = {True: AnswerState.COMPLETE, False: AnswerState.FAILED}
    answers = [
        a.an_answer(question, model, text=text, state=states[text is not None])
        for model, text in said
    ]
    await a.kept(session, question, *answers)


async def test_models_are_scored_on_the_same_questions_and_a_failure_is_wrong(
    database: Database,
) -> None:
    async with database.transaction() as session:
        (tuned, version), (other, other_version) = [await a_tuned_one(session) for _ in "ab"]
        base = a.a_model(name="small-base")
        await a.kept(session, base)
        await answered(session, version, (tuned, "Yes."), (base, "No."))
        await answered(session, version, (tuned, None), (base, "Yes."))
        await answered(session, version, (tuned, "Yes."))  # the base has not been asked yet
        await answered(session, other_version, (other, "Yes."), (base, "Yes."))
        scores = await held_out_scores(session, version, [tuned.id, base.id])

    assert scores == {
        tuned.id: HeldOutScore(questions=2, exact=1),
        base.id: HeldOutScore(questions=2, exact=1),
    }


async def test_an_answer_on_its_way_and_a_question_without_an_expected_answer_do_not_count(
    database: Database,
) -> None:
    async with database.transaction() as session:
        tuned, version = await a_tuned_one(session)
        questions = [a.a_question(version_id=version, expected=text) for text in ("Yes.", None)]
        pending = a.an_answer(questions[0], tuned, state=AnswerState.PENDING, text=None)
        await a.kept(session, *questions, pending, a.an_answer(questions[1], tuned))
        scores = await held_out_scores(session, version, [tuned.id])

    assert scores == {}


async def test_the_summary_sets_each_tuned_model_beside_its_base_on_its_own_questions(
    database: Database,
) -> None:
    async with database.transaction() as session:
        (one, first), (two, second) = [await a_tuned_one(session) for _ in "ab"]
        base = a.a_model(name="small-base")
        await a.kept(session, base)
        await answered(session, first, (one, "Yes."), (base, "No."))
        for said in ("Yes.", None):
            await answered(session, second, (two, said), (base, "Yes."))
        alone = await summarise(session, [two])
        summary = await summarise(session, [one, two, base])

    def counts(of: HeldOutScore | None) -> tuple[int, int] | None:
        return of and (of.exact, of.questions)

    found = [(counts(m.held_out), counts(m.base and m.base.held_out)) for m in summary.models]
    assert found == [((1, 1), (0, 1)), ((1, 2), (2, 2)), (None, None)]
    assert [(counts(m.held_out), m.base) for m in alone.models] == [((1, 2), None)]
