"""A winner is promoted and rolled back; who decided, when and why stays readable."""

from __future__ import annotations

import pytest

from core.channels import serving_model
from core.evaluation.runs.promoting import (
    Grounds,
    NothingToRollBack,
    RolledBackAlready,
    decisions,
    must_be_last,
    promote,
    roll_back,
    undone_by,
)
from core.evaluation.runs.tables import Change, Promotion, Run
from core.models import Model
from core.storage import Database
from tests import builders as a
from tests.core.evaluation.runs.test_voting import AIKO, CHIKA, an_open_run, state_of

GROUNDS = Grounds(verdict="promote", win_rate=0.75, decisive=12)
PLACE = {"team": a.TEAM, "channel": a.CHANNEL}


async def promoted(database: Database, run: Run, cause: str) -> Promotion:
    state = await state_of(database, run)
    async with database.transaction() as session:
        in_use = await session.get_one(Model, state.contestants[0].model_id)
        return await promote(session, state, GROUNDS, in_use=in_use, person=AIKO, cause=cause)


async def gone_back(database: Database, cause: str) -> Promotion:
    async with database.transaction() as session:
        return await roll_back(session, **PLACE, person=CHIKA, cause=cause)


async def test_who_decided_what_and_on_which_figures_is_told_in_order(database: Database) -> None:
    run = await an_open_run(database)
    first = await promoted(database, run, "act:1")
    back = await gone_back(database, "act:2")
    again = await promoted(database, run, "act:3")

    async with database.reading() as session:
        told = await decisions(session, run.id)
        undone = await undone_by(session, back)
        serving = await serving_model(session, **PLACE)
    assert [one.kept.id for one in told] == [first.id, back.id, again.id]
    assert [one.kept.by for one in told] == [AIKO, CHIKA, AIKO]
    assert (told[0].kept.win_rate, told[0].kept.decisive) == (0.75, 12)
    assert told[0].model == told[1].before == told[2].model != told[1].model
    assert undone
    assert undone.id == first.id
    assert serving == again.model_id


async def test_going_back_twice_is_told_from_never_having_promoted(database: Database) -> None:
    run = await an_open_run(database)
    async with database.reading() as session:
        with pytest.raises(NothingToRollBack, match="No model was promoted"):
            await must_be_last(session, **PLACE)
    await promoted(database, run, "act:1")
    back = await gone_back(database, "act:2")

    assert back.change is Change.ROLLED_BACK
    with pytest.raises(RolledBackAlready, match="rolled back already"):
        await gone_back(database, "act:3")
    assert (await gone_back(database, "act:2")).id == back.id  # the same click, delivered again
