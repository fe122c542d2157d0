"""A model that wins the votes must not lose what people rated; what nobody rated stops nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlmodel import select

from bot.flows.evaluating.contest import load_contest
from bot.locales import load, words_for
from bot.views.evaluation.verdict import gates
from bot.views.evaluation.verdict_card import verdict_card
from core.answers import Answer
from core.evaluation.runs.judgement import is_over, judgement
from core.evaluation.runs.planning import begin
from core.evaluation.runs.rated import Rated, rated
from core.evaluation.runs.tables import Choice, Run, RunAnswer, Showing
from core.evaluation.verdicts.gates import State
from core.evaluation.verdicts.judging import Judgement, Verdict
from core.ratings import Metric, record
from core.storage import Database
from tests import builders as a
from tests.core.evaluation.runs.test_voting import (
    AIKO,
    a_plan,
    a_run,
    answer_all,
    say,
    state_of,
)

QUESTIONS = 20
Score = Callable[[int], int]  # by the number of the question


@pytest.fixture(autouse=True)
def _words() -> None:
    load()  # as at the start: a loop must not wait for files


async def opened(database: Database, questions: int = QUESTIONS) -> Run:
    run, models = a_run(), [a.a_model(), a.a_model()]
    asked = [a.a_question() for _ in range(questions)]
    for one in asked:
        one.thread = one.ts
    async with database.transaction() as session:
        await a.kept(session, *models, *asked)
        await begin(session, a_plan(run, models, questions=questions))
    await answer_all(database, run)
    return run


async def a_run_won(database: Database) -> Run:
    """A run in which the challenger wins nearly every question."""
    run = await opened(database)
    versus = (await state_of(database, run)).contestants[1].id
    for number in range(QUESTIONS):
        own = {"team": run.team, "run_id": run.id, "number": number, "versus": versus}
        showing = Showing(**own, rater=AIKO, challenger_is_left=number % 2 == 0)
        async with database.transaction() as session:
            await a.kept(session, showing)
        wins = Choice.LEFT if showing.challenger_is_left else Choice.RIGHT
        await say(database, showing, wins if number else Choice.TIE, f"act:{number}")
    return run


async def rate(
    database: Database,
    run: Run,
    before: Score,
    after: Score,
    *,
    metric: Metric = Metric.ACCURACY,
    questions: int = QUESTIONS,
) -> None:
    """Somebody rates what both said to the first so many questions."""
    state = await state_of(database, run)
    first = state.contestants[0].id
    async with database.transaction() as session:
        for entry in await session.exec(select(RunAnswer).where(RunAnswer.number < questions)):
            answer = await session.get_one(Answer, entry.answer_id)
            score = before if entry.contestant_id == first else after
            given = a.a_rating(answer, metric=metric, value=score(entry.number))
            await record(session, given)


async def ratings_of(database: Database, run: Run) -> Rated:
    async with database.reading() as session:
        return await rated(session, await state_of(database, run))


async def verdict_of(database: Database, run: Run) -> Judgement:
    return judgement(await state_of(database, run), await ratings_of(database, run))


async def card_of(database: Database, run: Run, locale: str = "en") -> str:
    async with database.reading() as session:
        contest = await load_contest(session, run.id)
    return verdict_card(contest, await verdict_of(database, run), words_for(locale))["text"]


async def test_who_wins_the_votes_and_is_rated_worse_is_not_promoted_and_the_card_says_why(
    database: Database,
) -> None:
    run = await a_run_won(database)
    assert (await verdict_of(database, run)).verdict is Verdict.PROMOTE
    await rate(database, run, before=lambda _: 5, after=lambda n: 3 + n % 2)

    found = await verdict_of(database, run)
    assert found.verdict is Verdict.KEEP
    assert is_over(await state_of(database, run), await ratings_of(database, run))
    told = await card_of(database, run)
    assert "stays" in told
    assert "lower: Accuracy: -1.50" in told
    assert "正確" in await card_of(database, run, "ja")


async def test_who_is_rated_no_worse_is_promoted(database: Database) -> None:
    run = await a_run_won(database)
    await rate(database, run, before=lambda n: 3 + n % 2, after=lambda n: 3 + n % 2)

    found = await verdict_of(database, run)
    assert found.verdict is Verdict.PROMOTE
    gate = next(one for one in found.gates if one.name == Metric.ACCURACY)
    assert (gate.state, gate.value, gate.bar) == (State.PASSED, 0, -0.3)


async def test_where_a_loss_is_neither_shown_nor_ruled_out_more_ratings_are_waited_for(
    database: Database,
) -> None:
    run = await a_run_won(database)
    await rate(database, run, before=lambda n: 5 * (n % 2), after=lambda n: 5 * ((n + 1) % 2))

    found = await verdict_of(database, run)
    assert found.verdict is Verdict.NOT_ENOUGH_EVIDENCE
    assert "may be worse in what people rated: Accuracy" in await card_of(database, run)


async def test_ratings_of_too_few_questions_stop_nobody_and_are_named_as_missing(
    database: Database,
) -> None:
    run = await a_run_won(database)
    await rate(database, run, before=lambda _: 5, after=lambda _: 1, questions=14)

    found = await verdict_of(database, run)
    assert found.verdict is Verdict.PROMOTE
    last = gates(found, words_for("en")).splitlines()[-1]
    assert last.startswith("· Not rated on enough questions: Accuracy, Consistency")


async def test_ratings_that_were_taken_back_are_none(database: Database) -> None:
    run = await a_run_won(database)
    await rate(database, run, before=lambda _: 5, after=lambda _: 1)
    async with database.transaction() as session:
        for entry in await session.exec(select(RunAnswer)):
            answer = await session.get_one(Answer, entry.answer_id)
            await record(session, a.a_rating(answer, metric=Metric.ACCURACY, value=None))

    assert await ratings_of(database, run) == {}
    assert (await verdict_of(database, run)).verdict is Verdict.PROMOTE


async def test_what_both_answered_in_the_channel_counts_and_thumbs_do_not(
    database: Database,
) -> None:
    run = await opened(database, 1)
    state = await state_of(database, run)
    before, after = (one.model_id for one in state.contestants[:2])
    async with database.transaction() as session:
        alone = [a.a_question(text="How long?", thread=ts, ts=ts) for ts in ("7.1", "8.1")]
        leaning = [a.a_question(text="And why?", thread=ts) for ts in ("7.1", "8.1")]
        both = a.a_question(text="And how?", thread="9.1")
        await a.kept(session, *alone, *leaning, both)
        pairs = [(alone[0], before, 2), (alone[1], after, 5)]
        pairs += [(leaning[0], before, 0), (leaning[1], after, 5)]  # not the same question
        pairs += [(both, before, 4), (both, after, 3)]
        for question, model, value in pairs:
            answer = a.an_answer(question, a.a_model(id=model))
            await a.kept(session, answer)
            await record(session, a.a_rating(answer, metric=Metric.QUALITY, value=value))
            await record(session, a.a_rating(answer))

    found = await ratings_of(database, run)
    assert set(found) == {Metric.QUALITY}
    assert sorted(found[Metric.QUALITY]) == pytest.approx([-1, 3])


async def test_a_model_that_contests_twice_is_rated_for_neither(database: Database) -> None:
    run = await opened(database)
    await rate(database, run, before=lambda _: 5, after=lambda _: 1)
    state = await state_of(database, run)
    async with database.transaction() as session:
        first, second = state.contestants[:2]
        second.model_id = first.model_id
        await session.merge(second)

    assert await ratings_of(database, run) == {}


async def test_a_contestant_with_a_prompt_of_its_own_is_rated_with_this_prompt_alone(
    database: Database,
) -> None:
    run = await opened(database)
    await rate(database, run, before=lambda _: 5, after=lambda _: 1)
    state = await state_of(database, run)
    async with database.transaction() as session:
        state.contestants[0].system_prompt = "Be brief."
        await session.merge(state.contestants[0])

    assert await ratings_of(database, run) == {}
