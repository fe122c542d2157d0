"""Which answers go by batch: those of large runs, all but the ones that tell how long it takes."""

from __future__ import annotations

from sqlmodel import col, select

from core.answers import Answer
from core.evaluation.runs.planning import begin
from core.evaluation.runs.tables import RunAnswer
from core.evaluation.runs.ways import TIMED, ways
from core.storage import Database
from tests import builders as a
from tests.core.evaluation.runs.test_voting import a_plan, a_run


async def parts(database: Database, batch_from: int | None) -> list[list[tuple[str, int, int]]]:
    """Whose answers, to which question, which take: of 24 questions, twice each."""
    run, models = a_run(), [a.a_model(), a.a_model()]
    asked = [a.a_question() for _ in range(24)]
    for one in asked:
        one.thread = one.ts
    async with database.transaction() as session:
        await a.kept(session, *models, *asked)
        await begin(session, a_plan(run, models, questions=24, takes=2))
        found = await ways(session, run.id, batch_from=batch_from)
        told = []
        for part in found:
            rows = await session.exec(
                select(Answer.model_id, RunAnswer.number, RunAnswer.take)
                .join(RunAnswer, col(RunAnswer.answer_id) == Answer.id)
                .where(col(Answer.id).in_(part))
            )
            told.append(list(rows))
        return told


async def test_the_first_take_of_the_first_questions_is_timed_and_each_model_has_its_batch(
    database: Database,
) -> None:
    singly, *batches = await parts(database, 48)

    assert {(number, take) for _, number, take in singly} == {(n, 0) for n in range(TIMED)}
    assert len(singly) == 2 * TIMED
    assert [len({model for model, *_ in batch}) for batch in batches] == [1, 1]
    assert [len(batch) for batch in batches] == [48 - TIMED] * 2


async def test_a_small_run_is_asked_one_by_one(database: Database) -> None:
    assert [len(part) for part in await parts(database, 49)] == [96]


async def test_without_batches_all_are_asked_one_by_one(database: Database) -> None:
    assert [len(part) for part in await parts(database, None)] == [96]
