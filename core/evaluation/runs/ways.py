"""Which answers of a run are asked for one by one, and which many at once in a batch."""

from __future__ import annotations

from collections import defaultdict

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, AnswerState
from core.evaluation.runs.tables import RunAnswer

TIMED = 20  # questions: nobody sees how long an answer of a batch took, and this many tell it


async def ways(session: AsyncSession, run_id: str, *, batch_from: int | None) -> list[list[str]]:
    """The ids of the answers to be given one by one, question by question; then each batch's.

    A batch asks one model. A model with fewer answers than `batch_from` is asked one by one, and
    so are all where that is None.
    """
    found = await session.exec(
        select(RunAnswer, Answer.model_id)
        .join(Answer, col(Answer.id) == col(RunAnswer.answer_id))
        .where(RunAnswer.run_id == run_id)
        .order_by(col(RunAnswer.number), col(RunAnswer.take), col(RunAnswer.contestant_id))
    )
    rows = list(found)
    later: defaultdict[str, list[str]] = defaultdict(list)
    if batch_from is not None:
        for row, model in rows:
            if row.number >= TIMED or row.take:
                later[model].append(row.answer_id)
    counts = {model: sum(of == model for _, of in rows) for model in later}
    batches = [ids for model, ids in later.items() if counts[model] >= (batch_from or 0)]
    batched = {one for ids in batches for one in ids}
    return [[row.answer_id for row, _ in rows if row.answer_id not in batched], *batches]


async def given(session: AsyncSession, run_id: str) -> int:
    """How many of a run's answers are there, or won't come."""
    found = await session.exec(
        select(func.count())
        .select_from(RunAnswer)
        .join(Answer, col(Answer.id) == col(RunAnswer.answer_id))
        .where(RunAnswer.run_id == run_id, Answer.state != AnswerState.PENDING)
    )
    return found.one()
