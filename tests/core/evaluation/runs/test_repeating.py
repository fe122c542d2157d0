"""A comparison begun anew takes the newest model that learnt from all rows."""

from __future__ import annotations

import pytest
from sqlmodel import select

from core.evaluation.runs.planning import begin
from core.evaluation.runs.repeating import repeat, repeated
from core.evaluation.runs.tables import Contestant
from core.models import Model, register_tuned
from core.providers import Sampling
from core.storage import Database
from core.tuning import HALF
from tests import builders as a
from tests.core.evaluation.runs.test_voting import a_plan, a_run

DAY = 7


async def entered(database: Database, *shares: float) -> tuple[Model, list[Model]]:
    """What enters anew, where the first of these models did; and all of them, in their order."""
    dataset, base, question = a.a_dataset(), a.a_model(), a.a_question()
    version, run = a.a_version(dataset), a_run()
    question.thread = question.ts
    models = []
    async with database.transaction() as session:
        await a.kept(session, dataset, version, base, question)
        for number, share in enumerate(shares):
            job = a.a_job(version, share=share)
            await a.kept(session, job)
            models.append(await register_tuned(session, job, f"ft:{number}"))
        run = await begin(session, a_plan(run, [base, models[0]]))
        schedule = repeated(run, questions=10, takes=1, every_days=DAY)
        later = a.a_question()
        later.thread = later.ts
        await a.kept(session, schedule, later)
    async with database.transaction() as session:
        again = await repeat(session, schedule.id, schedule.due_on, Sampling())
        of_run = select(Contestant).where(Contestant.run_id == again.id, Contestant.number == 1)
        second = (await session.exec(of_run)).one()
        return await session.get_one(Model, second.model_id), models


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((1.0, 1.0, HALF), 1), ((1.0, HALF), 0), ((HALF, 1.0), 1), ((HALF, HALF), 0)],
)
async def test_what_learnt_from_a_part_of_the_rows_enters_only_by_choice(
    database: Database, shares: tuple[float, ...], expected: int
) -> None:
    found, models = await entered(database, *shares)

    assert found == models[expected]
