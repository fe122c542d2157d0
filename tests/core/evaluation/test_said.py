"""A person sees everything that they said, newest first, and erases it; the numbers follow."""

from __future__ import annotations

from sqlmodel import select

from core.answers import Answer
from core.evaluation import summarise
from core.evaluation.files.frames import Reach
from core.evaluation.files.vote_rows import VoteRow, vote_rows
from core.evaluation.runs.tables import Choice, Showing, VoteEvent
from core.evaluation.runs.voting import close
from core.evaluation.said import AT_ONCE, Fate, Page, erase_everything, erase_one, said_by
from core.models import Model
from core.ratings import Comment, Metric, Rating, RatingEvent, Reason, Source, comment_on, record
from core.storage import Database
from tests import builders as a
from tests.core.evaluation.runs.test_voting import (
    AIKO,
    CHIKA,
    an_open_run,
    say,
    shown_to,
    state_of,
    vote_through,
)


async def mine(database: Database, person: str = a.PERSON, page: int = 0) -> Page:
    async with database.reading() as session:
        return await said_by(session, team=a.TEAM, person=person, page=page)


async def rate(database: Database, answer: Answer, **given: object) -> None:
    async with database.transaction() as session:
        await record(session, a.a_rating(answer, **given))


async def comment(database: Database, answer: Answer, cause: str = "view:1") -> None:
    words = {"reasons": [Reason.FACTS], "wrong": "No.", "correction": "Ten days."}
    said = Comment(cause=cause, team=a.TEAM, answer_id=answer.id, rater=a.PERSON, **words)
    async with database.transaction() as session:
        await comment_on(session, said)


async def erase(database: Database, key: str, person: str = a.PERSON, cause: str = "e1") -> None:
    async with database.transaction() as session:
        await erase_one(session, key, team=a.TEAM, person=person, cause=cause)


async def test_everything_is_there_newest_first(database: Database) -> None:
    first, second = await a.an_answer_in(database), await a.an_answer_in(database)
    await rate(database, first, metric=Metric.ACCURACY, value=0)
    await rate(database, second)
    await comment(database, first)
    await rate(database, second, rater="U8")

    page = await mine(database)

    assert [one.key for one in page.said] == [first.id, second.id]
    assert page.said[0].ratings == {Metric.ACCURACY: 0}
    assert page.said[0].comment
    assert page.said[0].comment.correction == "Ten days."
    assert (page.said[0].answer, page.total, page.has_more) == ("Yes.", 2, False)


async def test_there_are_pages_and_none_beyond_the_last(database: Database) -> None:
    for _ in range(AT_ONCE + 1):
        await rate(database, await a.an_answer_in(database))

    first, second, beyond = [await mine(database, page=number) for number in range(3)]

    assert (len(first.said), first.has_more) == (AT_ONCE, True)
    assert (len(second.said), second.has_more) == (1, False)
    assert beyond == second


async def test_what_is_erased_is_nowhere_and_that_it_was_said_stays_known(
    database: Database,
) -> None:
    answer = await a.an_answer_in(database)
    await rate(database, answer, metric=Metric.ACCURACY, value=2)
    await rate(database, answer, value=0, source=Source.EMOJI, emoji="-1")
    await comment(database, answer)
    await rate(database, answer, rater="U8")

    await erase(database, answer.id)

    assert (await mine(database)).total == 0
    assert (await mine(database, "U8")).total == 1
    async with database.reading() as session:
        events = (
            await session.exec(select(RatingEvent).where(RatingEvent.rater == a.PERSON))
        ).all()
        (words,) = (await session.exec(select(Comment))).all()
        model = await session.get_one(Model, answer.model_id)
        (summary,) = (await summarise(session, [model])).models
    assert len(events) == 4
    assert all(one.value is None and one.emoji is None and one.erased_at for one in events)
    assert [one.source for one in events[2:]] == [Source.LIST] * 2
    assert (words.reasons, words.wrong, words.correction) == ([], None, None)
    assert words.erased_at
    assert summary.measures == {}
    assert summary.thumbs
    assert summary.thumbs.count == 1


async def test_news_that_comes_again_brings_nothing_back(database: Database) -> None:
    answer = await a.an_answer_in(database)
    once = a.a_rating(answer)
    late = a.a_rating(answer)
    async with database.transaction() as session:
        await record(session, once)
    await comment(database, answer)

    await erase(database, answer.id)
    async with database.transaction() as session:
        await record(session, once)
        await record(session, late)
    await comment(database, answer)

    assert (await mine(database)).total == 0


async def test_after_an_erasure_one_may_rate_anew(database: Database) -> None:
    answer = await a.an_answer_in(database)
    await rate(database, answer, value=0)
    await erase(database, answer.id)

    await rate(database, answer, value=1)

    assert (await mine(database)).said[0].ratings == {Metric.THUMB: 1}


async def test_nobody_erases_what_others_said(database: Database) -> None:
    answer, run = await a.an_answer_in(database), await an_open_run(database)
    await rate(database, answer)
    await vote_through(database, run, AIKO, Choice.LEFT)
    (first, *_) = (await mine(database, AIKO)).said

    await erase(database, answer.id, person="U8")
    await erase(database, first.key, person="U8")
    async with database.transaction() as session:
        await erase_one(session, answer.id, team="T2", person=a.PERSON, cause="e2")

    assert (await mine(database)).total == 1
    assert (await mine(database, AIKO)).total == 4


async def test_everything_goes_at_once(database: Database) -> None:
    for _ in range(3):
        answer = await a.an_answer_in(database)
        await rate(database, answer)
        await rate(database, answer, metric=Metric.QUALITY, value=5)
        await comment(database, answer, cause=f"view:{answer.id}")

    for _ in range(2):  # a delivery that comes twice
        async with database.transaction() as session:
            await erase_everything(session, team=a.TEAM, person=a.PERSON, cause="e1")

    assert (await mine(database)).total == 0
    async with database.reading() as session:
        assert (await session.exec(select(Rating))).all() == []


async def test_a_vote_that_is_not_counted_yet_is_taken_back(database: Database) -> None:
    run = await an_open_run(database, votes_wanted=2)
    showing = await shown_to(database, run, AIKO)
    assert showing
    await say(database, showing, Choice.RIGHT, "act:1")
    assert [one.choice for one in (await mine(database, AIKO)).said] == [Choice.RIGHT]

    await erase(database, showing.id, person=AIKO)

    assert (await mine(database, AIKO)).total == 0
    async with database.reading() as session:
        events = (await session.exec(select(VoteEvent))).all()
    assert [event.choice for event in events] == [None, None]


async def test_a_vote_that_counts_stays_and_is_nobodys(database: Database) -> None:
    run = await an_open_run(database)
    await vote_through(database, run, AIKO, Choice.LEFT)
    before = (await state_of(database, run)).votes

    async with database.transaction() as session:
        await erase_everything(session, team=a.TEAM, person=AIKO, cause="e1")

    after = (await state_of(database, run)).votes
    assert (await mine(database, AIKO)).total == 0
    assert [(vote.question, vote.left, vote.winner) for vote in after] == [
        (vote.question, vote.left, vote.winner) for vote in before
    ]
    assert len({vote.rater for vote in after}) == 1
    async with database.reading() as session:
        raters = (await session.exec(select(Showing.rater))).all()
        causes = (await session.exec(select(VoteEvent.cause))).all()
    assert AIKO not in raters
    assert all(cause.startswith("erased:") for cause in causes)


async def test_whose_answer_was_chosen_is_told_when_it_is_over(database: Database) -> None:
    run = await an_open_run(database, votes_wanted=2)
    for choice in (Choice.LEFT, Choice.TIE):
        showing = await shown_to(database, run, AIKO)
        assert showing
        await say(database, showing, choice, f"act:{choice}")
    tie, vote = (await mine(database, AIKO)).said
    assert (tie.answer, tie.model, vote.model) == (None, None, None)
    assert (vote.answer or "").startswith("mdl_")  # each model says its own name
    assert {tie.fate, vote.fate} == {Fate.OPEN_VOTE}

    async with database.transaction() as session:
        await close(session, run.id, a.PERSON)

    tie, vote = (await mine(database, AIKO)).said
    async with database.reading() as session:
        model = await session.get_one(Model, (vote.answer or "").partition(" ")[0])
    assert (tie.model, vote.model) == (None, model.title)
    assert {tie.fate, vote.fate} == {Fate.LEFT_VOTE}


async def test_a_vote_that_no_result_rests_on_goes_even_after_the_end(database: Database) -> None:
    run = await an_open_run(database, votes_wanted=2)
    await vote_through(database, run, AIKO, Choice.LEFT)
    theirs = await shown_to(database, run, CHIKA)
    assert theirs
    await say(database, theirs, Choice.LEFT, "act:chika")
    async with database.transaction() as session:
        await close(session, run.id, a.PERSON)
    fates = [one.fate for one in (await mine(database, AIKO)).said]
    assert (fates.count(Fate.LEFT_VOTE), fates.count(Fate.COUNTED_VOTE)) == (3, 1)

    async with database.transaction() as session:
        await erase_everything(session, team=a.TEAM, person=AIKO, cause="e1")

    state = await state_of(database, run)
    assert (await mine(database, AIKO)).total == 0
    assert len(state.votes) == 2
    assert sum(one.is_vote for one in state.cast) == 2


async def test_votes_leave_in_the_order_in_which_they_were_cast(database: Database) -> None:
    run = await an_open_run(database, votes_wanted=2)
    await vote_through(database, run, AIKO, Choice.LEFT)
    showing = await shown_to(database, run, CHIKA)
    assert showing
    await say(database, showing, Choice.TIE, "act:tie")
    async with database.reading() as session:
        reach = Reach(team=a.TEAM, channel=a.CHANNEL)
        assert [row async for row in vote_rows(session, reach)] == []  # as long as it is open
    async with database.transaction() as session:
        await close(session, run.id, a.PERSON)

    async with database.reading() as session:
        reach = Reach(team=a.TEAM, channel=a.CHANNEL)
        rows: list[VoteRow] = [row async for them in vote_rows(session, reach) for row in them]

    assert [row["winner"] for row in rows] == ["left"] * 4 + ["tie"]
    assert {row["rater"] for row in rows} == {"r1", "r2"}
    assert [row["counted"] for row in rows].count(True) == 2
    assert all(row["left"] != row["right"] for row in rows)
    assert rows[-1]["number"] == showing.number
