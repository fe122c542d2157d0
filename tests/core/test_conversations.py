"""Which threads are conversations, and what of them is remembered."""

from __future__ import annotations

from core.answers import AnswerState, exchanges, is_conversation
from core.storage import Database
from tests import builders as a


async def test_a_thread_is_a_conversation_once_somebody_asked(database: Database) -> None:
    async with database.transaction() as session:
        await a.kept(session, a.a_question(thread="1.1"))
    async with database.reading() as session:
        asked = {"team": a.TEAM, "channel": a.CHANNEL}

        assert await is_conversation(session, **asked, thread="1.1")
        assert not await is_conversation(session, **asked, thread="1.2")
        assert not await is_conversation(session, team="T9", channel=a.CHANNEL, thread="1.1")
        assert not await is_conversation(session, team=a.TEAM, channel="C9", thread="1.1")


async def test_what_was_said_before_a_stop_is_remembered(database: Database) -> None:
    model, first, later = a.a_model(), a.a_question(ts="100.1"), a.a_question(ts="200.1")
    stopped = a.an_answer(first, model, state=AnswerState.STOPPED, text="Half an")
    async with database.transaction() as session:
        await a.kept(session, model, first, later)
        await a.kept(session, stopped)
    async with database.reading() as session:
        [known] = await exchanges(session, later, model.id)

    assert (known.question.id, known.answer) == (first.id, "Half an")


async def test_a_private_answer_is_not_told_to_others(database: Database) -> None:
    model, later = a.a_model(), a.a_question(ts="200.1")
    private = a.a_question(ts="100.1", private_to="U9")
    async with database.transaction() as session:
        await a.kept(session, model, private, later)
        await a.kept(session, a.an_answer(private, model))
    async with database.reading() as session:
        assert await exchanges(session, later, model.id) == []
