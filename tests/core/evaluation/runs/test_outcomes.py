"""Which questions were won, lost and tied: those that have all their votes."""

from __future__ import annotations

from core.evaluation.runs.outcomes import outcomes
from core.evaluation.runs.tables import Choice
from core.storage import Database
from tests.core.evaluation.runs.test_voting import (
    AIKO,
    CHIKA,
    an_open_run,
    say,
    shown_to,
    state_of,
    vote_through,
)


async def test_each_decided_question_is_told_once_in_its_own_words(database: Database) -> None:
    run = await an_open_run(database, votes_wanted=2)
    await vote_through(database, run, AIKO, Choice.TIE)
    said = (True, False, None)  # whether the new model is chosen; the fourth question stays open
    for number, likes_new in enumerate(said):
        showing = await shown_to(database, run, CHIKA)
        assert showing
        new = Choice.LEFT if showing.challenger_is_left else Choice.RIGHT
        old = Choice.RIGHT if showing.challenger_is_left else Choice.LEFT
        choice = Choice.TIE if likes_new is None else new if likes_new else old
        await say(database, showing, choice, f"act:chika:{number}")

    async with database.reading() as session:
        found = await outcomes(session, await state_of(database, run))

    assert [len(found.won), len(found.lost), len(found.tied)] == [1, 1, 1]
    assert len({*found.won, *found.lost, *found.tied}) == 3
    assert all(text.startswith("Question ") for text in (*found.won, *found.lost, *found.tied))
