"""Voting in an evaluation run: blind, each person once a question, results fixed when complete."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
import sqlalchemy as sa
from sqlmodel import select

from core.answers import Answer, complete, fail
from core.answers.asking import Spoken
from core.evaluation.runs.ballots import Ballots, ballots
from core.evaluation.runs.planning import Entrant, Plan, begin
from core.evaluation.runs.refusals import (
    NothingToAsk,
    NotInvited,
    NotOpen,
    SameContestant,
    Settled,
)
from core.evaluation.runs.showing import must_vote, next_showing
from core.evaluation.runs.tables import Choice, Run, RunAnswer, RunState, Showing, VoteEvent
from core.evaluation.runs.voting import JUST, NotShownToYou, close, open_run, vote
from core.evaluation.said import erase_everything
from core.evaluation.verdicts.votes import Winner
from core.models import Model
from core.providers import Sampling
from core.storage import Database, utc_now
from tests import builders as a

AIKO, CHIKA, DANA = "U0AIKO", "U0CHIKA", "U0DANA"


def a_run(**fields: object) -> Run:
    own = {"team": a.TEAM, "cause": "cmd:1", "channel": a.CHANNEL, "started_by": a.PERSON}
    return Run(**{**own, "locale": "en", "votes_wanted": 1, **fields})


def a_plan(run: Run, models: list[Model], **fields: object) -> Plan:
    own = {"entrants": [Entrant(model) for model in models], "questions": 10}
    return Plan(**{"run": run, "sampling": Sampling(), **own, **fields})  # type: ignore[arg-type]


async def an_open_run(database: Database, questions: int = 4, **fields: object) -> Run:
    """A run whose answers are given: each model says its own name."""
    run, models = a_run(**fields), [a.a_model(), a.a_model()]
    asked = [a.a_question() for _ in range(questions)]
    for one in asked:
        one.thread = one.ts
    async with database.transaction() as session:
        await a.kept(session, *models, *asked)
        await begin(session, a_plan(run, models, questions=questions))
    await answer_all(database, run)
    return run


async def answer_all(database: Database, run: Run) -> None:
    async with database.transaction() as session:
        for entry in await session.exec(select(RunAnswer).where(RunAnswer.run_id == run.id)):
            answer = await session.get_one(Answer, entry.answer_id)
            spoken = Spoken(
                text=f"{answer.model_id} to {entry.number}",
                prompt_tokens=5,
                completion_tokens=2,
                first_token_ms=3,
                total_ms=9,
            )
            await complete(session, answer.id, spoken)
        await open_run(session, run.id)


async def shown_to(database: Database, run: Run, person: str) -> Showing | None:
    async with database.transaction() as session:
        return await next_showing(session, await ballots(session, run.id), person)


async def say(database: Database, showing: Showing, choice: Choice | None, cause: str) -> None:
    async with database.transaction() as session:
        await vote(session, showing.id, showing.rater, choice, cause=cause)


async def state_of(database: Database, run: Run) -> Ballots:
    async with database.reading() as session:
        return await ballots(session, run.id)


async def vote_through(database: Database, run: Run, person: str, choice: Choice) -> int:
    """Somebody says the same of all that they are shown."""
    count = 0
    while showing := await shown_to(database, run, person):
        await say(database, showing, choice, f"act:{showing.id}:{count}")
        count += 1
    return count


async def test_everybody_is_shown_each_question_once_until_it_has_its_votes(
    database: Database,
) -> None:
    run = await an_open_run(database, votes_wanted=2)

    assert await vote_through(database, run, AIKO, Choice.LEFT) == 4
    assert await vote_through(database, run, CHIKA, Choice.TIE) == 4
    assert await shown_to(database, run, DANA) is None
    votes = (await state_of(database, run)).votes
    assert Counter(vote.winner for vote in votes) == {Winner.LEFT: 4, Winner.TIE: 4}


async def test_a_showing_that_nobody_answered_is_shown_again(database: Database) -> None:
    run = await an_open_run(database)
    first = await shown_to(database, run, AIKO)
    again = await shown_to(database, run, AIKO)

    assert first
    assert again
    assert first.id == again.id


async def test_nobody_is_shown_what_somebody_looks_at_right_now(database: Database) -> None:
    run = await an_open_run(database, questions=1)

    assert await shown_to(database, run, AIKO)
    assert await shown_to(database, run, CHIKA) is None


async def test_a_skipped_question_waits_for_somebody_else(database: Database) -> None:
    run = await an_open_run(database, questions=1)
    showing = await shown_to(database, run, AIKO)
    assert showing
    await say(database, showing, Choice.SKIP, "act:1")

    assert await shown_to(database, run, AIKO) is None
    assert await shown_to(database, run, CHIKA)
    assert (await state_of(database, run)).votes == []


async def test_a_question_counts_only_with_all_its_votes_and_is_then_fixed(
    database: Database,
) -> None:
    run = await an_open_run(database, questions=1, votes_wanted=2)
    mine, theirs = await shown_to(database, run, AIKO), await shown_to(database, run, CHIKA)
    assert mine
    assert theirs
    await say(database, mine, Choice.LEFT, "act:1")
    await say(database, mine, Choice.RIGHT, "act:2")  # may be changed as long as it is open
    assert (await state_of(database, run)).votes == []
    await say(database, theirs, Choice.LEFT, "act:3")

    votes = (await state_of(database, run)).votes
    assert [vote.winner for vote in votes] == [Winner.RIGHT, Winner.LEFT]
    with pytest.raises(Settled):
        await say(database, mine, None, "act:4")


async def test_two_who_vote_at_once_both_count_and_no_third(database: Database) -> None:
    run = await an_open_run(database, questions=1, votes_wanted=2)
    showings = [await shown_to(database, run, person) for person in (AIKO, CHIKA)]

    await asyncio.gather(
        *(say(database, one, Choice.TIE, f"act:{one.id}") for one in showings if one)
    )

    assert len((await state_of(database, run)).votes) == 2
    assert await shown_to(database, run, DANA) is None


async def test_a_click_that_arrives_twice_is_one_vote(database: Database) -> None:
    run = await an_open_run(database, questions=1, votes_wanted=2)
    showing = await shown_to(database, run, AIKO)
    assert showing
    await say(database, showing, Choice.LEFT, "act:1")
    await say(database, showing, Choice.LEFT, "act:1")

    assert len((await state_of(database, run)).cast) == 1


async def test_a_second_click_right_after_the_deciding_one_changes_nothing(
    database: Database,
) -> None:
    run = await an_open_run(database, questions=1)
    showing = await shown_to(database, run, AIKO)
    assert showing
    await say(database, showing, Choice.LEFT, "act:1")
    await say(database, showing, Choice.RIGHT, "act:2")
    async with database.transaction() as session:
        await close(session, run.id)
    await say(database, showing, Choice.LEFT, "act:3")
    await say(database, showing, Choice.TIE, "act:4")
    assert [vote.winner for vote in (await state_of(database, run)).votes] == [Winner.LEFT]

    async with database.transaction() as session:
        await session.exec(sa.update(VoteEvent).values(at=utc_now() - 2 * JUST))
    with pytest.raises(NotOpen):
        await say(database, showing, Choice.TIE, "act:5")


async def test_somebody_knows_how_many_are_left_for_them(database: Database) -> None:
    run = await an_open_run(database)
    showing = await shown_to(database, run, AIKO)
    assert showing
    assert (await state_of(database, run)).is_last_on(showing)
    await say(database, showing, Choice.SKIP, "act:1")
    await vote_through(database, run, CHIKA, Choice.TIE)

    state = await state_of(database, run)
    assert (len(state.said_by(AIKO)), len(state.said_by(CHIKA))) == (1, 4)
    assert [len(state.left_for(person)) for person in (AIKO, CHIKA, DANA)] == [0, 0, 0]


async def test_nobody_votes_for_somebody_else(database: Database) -> None:
    run = await an_open_run(database)
    showing = await shown_to(database, run, AIKO)
    assert showing

    async with database.transaction() as session:
        with pytest.raises(NotShownToYou):
            await vote(session, showing.id, CHIKA, Choice.LEFT, cause="act:1")


async def test_who_erased_their_vote_on_a_settled_question_cannot_change_it(
    database: Database,
) -> None:
    run = await an_open_run(database)
    showing = await shown_to(database, run, AIKO)
    assert showing
    await say(database, showing, Choice.LEFT, "act:1")
    async with database.transaction() as session:
        await erase_everything(session, team=run.team, person=AIKO, cause="act:2")

    with pytest.raises(NotShownToYou):
        async with database.transaction() as session:
            await vote(session, showing.id, AIKO, Choice.RIGHT, cause="act:3")
    with pytest.raises(NotShownToYou):
        async with database.transaction() as session:
            await vote(session, "shw_gone", AIKO, Choice.RIGHT, cause="act:4")
    assert [one.choice for one in (await state_of(database, run)).cast] == [Choice.LEFT]


async def test_a_closed_run_takes_no_vote(database: Database) -> None:
    run = await an_open_run(database)
    showing = await shown_to(database, run, AIKO)
    assert showing
    async with database.transaction() as session:
        assert await close(session, run.id, a.PERSON)
    async with database.transaction() as session:
        assert not await close(session, run.id, a.PERSON)

    with pytest.raises(NotOpen):
        await say(database, showing, Choice.LEFT, "act:1")


async def test_only_who_was_chosen_votes(database: Database) -> None:
    run = await an_open_run(database, raters=[AIKO])
    state = await state_of(database, run)

    must_vote(state, AIKO)
    with pytest.raises(NotInvited):
        must_vote(state, CHIKA)


async def test_the_same_words_are_nobodys_business(database: Database) -> None:
    run, models = a_run(), [a.a_model(), a.a_model()]
    question = a.a_question()
    question.thread = question.ts
    async with database.transaction() as session:
        await a.kept(session, *models, question)
        await begin(session, a_plan(run, models))
    async with database.transaction() as session:
        for entry in await session.exec(select(RunAnswer)):
            await complete(
                session,
                entry.answer_id,
                Spoken(
                    text="The same.",
                    prompt_tokens=None,
                    completion_tokens=None,
                    first_token_ms=None,
                    total_ms=1,
                ),
            )
        await open_run(session, run.id)

    assert await shown_to(database, run, AIKO) is None
    assert (await state_of(database, run)).alike == 1


async def test_an_answer_that_failed_is_counted_and_not_shown(database: Database) -> None:
    run, models = a_run(), [a.a_model(), a.a_model()]
    question = a.a_question()
    question.thread = question.ts
    async with database.transaction() as session:
        await a.kept(session, *models, question)
        await begin(session, a_plan(run, models))
    async with database.transaction() as session:
        for entry in await session.exec(select(RunAnswer)):
            await fail(session, entry.answer_id, "The provider is down.")
        await open_run(session, run.id)

    state = await state_of(database, run)
    assert state.pairs == []
    assert [state.unanswered(one) for one in state.contestants] == [1, 1]


async def test_sides_are_drawn_for_each_person_and_kept(database: Database) -> None:
    run = await an_open_run(database, questions=10, votes_wanted=4)
    for person in (AIKO, CHIKA, DANA):
        await vote_through(database, run, person, Choice.TIE)

    cast = (await state_of(database, run)).cast
    left = Counter(one.showing.challenger_is_left for one in cast)
    assert min(left.values()) > 5


async def test_what_others_began_is_settled_first(database: Database) -> None:
    run = await an_open_run(database, questions=8, votes_wanted=2)
    begun = await shown_to(database, run, AIKO)
    assert begun
    await say(database, begun, Choice.LEFT, "act:1")

    numbers = []
    for person in (f"U{number}" for number in range(12)):
        showing = await shown_to(database, run, person)
        assert showing
        numbers.append(showing)
        async with database.transaction() as session:
            await vote(session, showing.id, person, Choice.SKIP, cause=f"skip:{showing.id}")
    assert {one.number for one in numbers} == {begun.number}


async def test_the_same_model_with_the_same_prompt_is_no_contest(database: Database) -> None:
    model = a.a_model()
    async with database.transaction() as session:
        await a.kept(session, model)
        with pytest.raises(SameContestant):
            await begin(session, a_plan(a_run(), [model, model]))
        prompts = [Entrant(model), Entrant(model, "Be brief.")]
        with pytest.raises(NothingToAsk):
            await begin(session, a_plan(a_run(), [], entrants=prompts))


async def test_a_run_that_is_asked_for_twice_is_one(database: Database) -> None:
    models, question = [a.a_model(), a.a_model()], a.a_question()
    question.thread = question.ts
    async with database.transaction() as session:
        await a.kept(session, *models, question)
    async with database.transaction() as session:
        first = await begin(session, a_plan(a_run(), models))
    async with database.transaction() as session:
        second = await begin(session, a_plan(a_run(), models))
    assert first.id == second.id
    assert first.state is RunState.PREPARING
    async with database.reading() as session:
        assert len((await session.exec(select(RunAnswer))).all()) == 2


async def test_a_run_is_not_closed_on_other_votes_than_it_was_judged_by(
    database: Database,
) -> None:
    run = await an_open_run(database)
    judged = (await state_of(database, run)).votes
    showing = await shown_to(database, run, AIKO)
    assert showing
    await say(database, showing, Choice.LEFT, "act:between")

    async with database.transaction() as session:
        assert not await close(session, run.id, judged=judged)
    assert (await state_of(database, run)).run.state is RunState.OPEN

    judged = (await state_of(database, run)).votes
    async with database.transaction() as session:
        assert await close(session, run.id, judged=judged)
        assert not await close(session, run.id, judged=judged)  # it is closed already
