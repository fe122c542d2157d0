"""The last step of a training, chosen instead of its best one."""

from __future__ import annotations

import pytest

from core.answers.last_step import (
    HasAnswered,
    IsTheLastStep,
    must_be_free_to_choose,
    take_last_step,
)
from core.models import Model, register_tuned
from core.storage import Database
from core.tuning import Best
from tests import builders as a

BEST: Best = {"model": "ft:60", "step": 60, "loss": 0.61, "last_step": 90, "last_loss": 0.68}


async def best_in(database: Database) -> Model:
    job = await a.a_job_in(database, remote_model="ft:end")
    async with database.transaction() as session:
        return await register_tuned(session, job, "ft:end", BEST)


async def taken(database: Database, model: Model) -> tuple[bool, Model]:
    async with database.transaction() as session:
        done = await take_last_step(session, model.id)
    async with database.reading() as session:
        return done, await session.get_one(Model, model.id)


async def test_the_last_step_is_taken_once(database: Database) -> None:
    model = await best_in(database)

    assert (model.name, model.step) == ("ft:60", 60)
    for first in (True, False):
        done, kept = await taken(database, model)
        assert done is first
        assert (kept.name, kept.title, kept.step) == ("ft:end", model.title, None)
        assert kept.last_validation_loss is None
    async with database.reading() as session:
        with pytest.raises(IsTheLastStep):
            await must_be_free_to_choose(session, kept)


async def test_a_model_that_has_answered_stays_what_it_was(database: Database) -> None:
    model, question = await best_in(database), a.a_question()
    async with database.transaction() as session:
        await a.kept(session, question, a.an_answer(question, model))

    done, kept = await taken(database, model)

    assert not done
    assert kept.name == "ft:60"
    async with database.reading() as session:
        with pytest.raises(HasAnswered, match="step 60"):
            await must_be_free_to_choose(session, kept)
