"""From a question to an answer that is kept, and what a model is reminded of."""

from __future__ import annotations

from core.answers import (
    Answer,
    AnswerState,
    Question,
    answer_shown_at,
    ask,
    begin_answer,
    complete,
    delivered,
    exchanges,
    fail,
)
from core.answers.asking import Spoken
from core.answers.remembering import REMEMBERED_TURNS
from core.answers.trimming import Conversation
from core.models import Model
from core.providers import Sampling, Turn
from core.storage import Database
from tests import builders as a


def said(text: str) -> Spoken:
    return Spoken(text=text, prompt_tokens=5, completion_tokens=2, first_token_ms=10, total_ms=40)


async def begun(
    database: Database, question: Question, model: Model, sampling: Sampling | None = None
) -> Answer:
    async with database.transaction() as session:
        session.add(await session.merge(model))
        await session.flush()
        kept = await ask(session, question)
        return await begin_answer(session, kept, model, sampling or Sampling())


async def test_the_same_cause_is_the_same_question(database: Database) -> None:
    first, again = a.a_question(cause="ask:1", text="One?"), a.a_question(cause="ask:1", text="?")
    async with database.transaction() as session:
        kept = await ask(session, first)
        found = await ask(session, again)

    assert (found.id, found.text) == (kept.id, "One?")


async def test_an_answer_has_its_id_before_a_word_is_said(database: Database) -> None:
    sampling = Sampling(temperature=0.7, max_tokens=33)
    model = a.a_model(system_prompt="Be brief.")

    answer = await begun(database, a.a_question(), model, sampling)

    assert answer.id.startswith("ans_")
    assert (answer.state, answer.text) == (AnswerState.PENDING, None)
    assert (answer.temperature, answer.max_tokens) == (0.7, 33)
    assert answer.system_prompt == "Be brief."


async def test_an_answer_that_is_begun_again_is_the_same(database: Database) -> None:
    question, model = a.a_question(), a.a_model()

    first = await begun(database, question, model)
    second = await begun(database, question, model, Sampling(temperature=1.0))

    assert (second.id, second.temperature) == (first.id, first.temperature)


async def test_the_questions_own_prompt_goes_before_the_models(database: Database) -> None:
    question, model = a.a_question(system_prompt="Answer in JSON."), a.a_model(system_prompt="Hi")

    assert (await begun(database, question, model)).system_prompt == "Answer in JSON."


async def test_what_was_said_is_kept_and_stays(database: Database) -> None:
    answer = await begun(database, a.a_question(), a.a_model())
    async with database.transaction() as session:
        first = await complete(session, answer.id, said("Yes."))
    async with database.transaction() as session:
        second = await complete(session, answer.id, said("No."))

    assert (first.state, first.text, first.total_ms) == (AnswerState.COMPLETE, "Yes.", 40)
    assert second.model_dump() == first.model_dump()


async def test_an_answer_that_failed_can_still_come(database: Database) -> None:
    answer = await begun(database, a.a_question(), a.a_model())
    async with database.transaction() as session:
        failed = await fail(session, answer.id, "Down.")
        assert (failed.state, failed.failure) == (AnswerState.FAILED, "Down.")
    async with database.transaction() as session:
        found = await complete(session, answer.id, said("Yes."))

    assert (found.state, found.text, found.failure) == (AnswerState.COMPLETE, "Yes.", None)


async def test_an_answer_that_came_does_not_fail_any_more(database: Database) -> None:
    answer = await begun(database, a.a_question(), a.a_model())
    async with database.transaction() as session:
        await complete(session, answer.id, said("Yes."))
    async with database.transaction() as session:
        found = await fail(session, answer.id, "Down.")

    assert (found.state, found.text, found.failure) == (AnswerState.COMPLETE, "Yes.", None)


async def test_an_answer_is_found_by_the_message_that_shows_it(database: Database) -> None:
    answer = await a.an_answer_in(database)
    async with database.transaction() as session:
        first = await delivered(session, answer_id=answer.id, channel="C1", ts="5.1")
        again = await delivered(session, answer_id=answer.id, channel="C1", ts="5.1")
        await delivered(session, answer_id=answer.id, channel="D1", ts="6.1", shown_to="U1")

    async with database.reading() as session:
        found = await answer_shown_at(session, team="T1", channel="D1", ts="6.1")
        places = [("T2", "C1", "5.1"), ("T1", "C2", "5.1"), ("T1", "C1", "5.2")]
        strangers = [
            await answer_shown_at(session, team=team, channel=channel, ts=ts)
            for team, channel, ts in places
        ]
    assert first.id == again.id
    assert found is not None
    assert (found[0].id, found[1].shown_to) == (answer.id, "U1")
    assert strangers == [None, None, None]


async def told(database: Database, question: Question, answer: Answer) -> list[Turn]:
    async with database.reading() as session:
        known = await exchanges(session, question, answer.model_id)
    before: list[Turn] = []
    for asked, said_then in known:
        before.append({"role": "user", "content": asked.text})
        before.append({"role": "assistant", "content": said_then})
    return Conversation(answer.system_prompt, before, [], question.text).turns()


def words(turns: list[Turn]) -> list[tuple[str, str]]:
    return [(turn["role"], turn["content"]) for turn in turns]


async def a_thread(database: Database, model: Model, length: int) -> None:
    """Questions and answers of one thread, at the times 10.1, 11.1 and so on."""
    async with database.transaction() as session:
        await a.kept(session, model)
        for number in range(length):
            question = a.a_question(ts=f"{10 + number}.1", text=f"Q{number}")
            await a.kept(session, question, a.an_answer(question, model, text=f"A{number}"))


async def test_a_model_is_given_the_thread_in_its_order(database: Database) -> None:
    model = a.a_model(system_prompt="Be brief.")
    await a_thread(database, model, 2)

    question = a.a_question(ts="99.1", text="And now?")
    turns = await told(database, question, await begun(database, question, model))

    assert words(turns) == [
        ("system", "Be brief."),
        ("user", "Q0"),
        ("assistant", "A0"),
        ("user", "Q1"),
        ("assistant", "A1"),
        ("user", "And now?"),
    ]


async def test_a_model_is_reminded_of_the_first_and_the_latest_turns(database: Database) -> None:
    model = a.a_model()
    await a_thread(database, model, REMEMBERED_TURNS + 3)

    question = a.a_question(ts="99.1", text="And now?")
    turns = await told(database, question, await begun(database, question, model))

    assert len(turns) == 2 * (1 + REMEMBERED_TURNS) + 1
    assert [turns[0]["content"], turns[2]["content"]] == ["Q0", "Q3"]
    assert turns[-2]["content"] == f"A{REMEMBERED_TURNS + 2}"


async def test_what_was_said_later_or_elsewhere_is_no_context(database: Database) -> None:
    model, question = a.a_model(), a.a_question(ts="50.1", text="Now?")
    places = [
        {"ts": "60.1"},
        {"ts": "40.1", "thread": "7.7"},
        {"ts": "40.1", "channel": "C2"},
        {"ts": "40.1", "team": "T2"},
    ]
    async with database.transaction() as session:
        await a.kept(session, model)
        for place in places:
            other = a.a_question(**place)
            await a.kept(session, other, a.an_answer(other, model))

    turns = await told(database, question, await begun(database, question, model))

    assert words(turns) == [("user", "Now?")]


async def test_an_answer_that_failed_is_left_out_with_its_question(database: Database) -> None:
    model, failed = a.a_model(), a.a_question(ts="40.1", text="Lost?")
    async with database.transaction() as session:
        broken = a.an_answer(failed, model, state=AnswerState.FAILED, text=None)
        await a.kept(session, model, failed, broken)

    question = a.a_question(ts="50.1", text="Now?")
    turns = await told(database, question, await begun(database, question, model))

    assert words(turns) == [("user", "Now?")]


async def test_where_several_models_answered_a_model_reads_its_own_words(
    database: Database,
) -> None:
    ours, theirs = a.a_model(), a.a_model()
    both, one = a.a_question(ts="40.1", text="Both?"), a.a_question(ts="41.1", text="One?")
    async with database.transaction() as session:
        await a.kept(session, ours, theirs, both, one)
        await a.kept(
            session,
            a.an_answer(both, theirs, text="Theirs."),
            a.an_answer(both, ours, text="Ours."),
            a.an_answer(one, theirs, text="Only theirs."),
        )

    question = a.a_question(ts="50.1", text="Now?")
    turns = await told(database, question, await begun(database, question, ours))

    assert [turn["content"] for turn in turns] == [
        "Both?", "Ours.", "One?", "Only theirs.", "Now?",
    ]  # fmt: skip
