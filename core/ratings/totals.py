"""Running totals of what stands, so that a summary never reads the ratings themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer
from core.ratings.metrics import Metric
from core.ratings.tables import QuestionTotal, RatingTotal

AT_ONCE = 1000  # rows a statement, as it takes few parameters


@dataclass(frozen=True, slots=True)
class Sum:
    """`count` ratings that add up to `total`."""

    total: int
    count: int


@dataclass(frozen=True, slots=True)
class Shift:
    """What stood of one person, answer and metric, and what stands now; None is nothing."""

    answer: Answer
    metric: Metric
    before: int | None
    after: int | None


async def shift_totals(session: AsyncSession, shifts: Iterable[Shift]) -> None:
    """Bring the totals in step with what stands, within the transaction that changed it.

    One table after the other, their rows in order: who writes the same rows as somebody else waits
    for them, and is never waited for.
    """
    values: Counter[tuple[str, Metric, int]] = Counter()
    counts: Counter[tuple[str, Metric, str]] = Counter()
    sums: Counter[tuple[str, Metric, str]] = Counter()
    for shift in shifts:
        model, question = shift.answer.model_id, shift.answer.question_id
        for value, delta in ((shift.before, -1), (shift.after, +1)):
            if value is not None:
                values[model, shift.metric, value] += delta
                counts[model, shift.metric, question] += delta
                sums[model, shift.metric, question] += delta * value
    await _add(
        session,
        RatingTotal,
        [
            {"model_id": model, "metric": metric, "value": value, "count": delta}
            for (model, metric, value), delta in sorted(values.items())
            if delta
        ],
        counted=("count",),
    )
    await _add(
        session,
        QuestionTotal,
        [
            {
                "model_id": model,
                "metric": metric,
                "question_id": question,
                "total": sums[model, metric, question],
                "count": delta,
            }
            for (model, metric, question), delta in sorted(counts.items())
            if delta or sums[model, metric, question]
        ],
        counted=("total", "count"),
    )


async def model_sums(
    session: AsyncSession, model_ids: Collection[str]
) -> Mapping[tuple[str, Metric], Sum]:
    """What stands for each of these models and each metric that somebody gave it."""
    count = func.sum(RatingTotal.count)
    rows = await session.exec(
        select(
            RatingTotal.model_id,
            RatingTotal.metric,
            func.sum(col(RatingTotal.value) * col(RatingTotal.count)),
            count,
        )
        .where(col(RatingTotal.model_id).in_(model_ids))
        .group_by(col(RatingTotal.model_id), col(RatingTotal.metric))
        .having(count > 0)
    )
    return {(model, Metric(metric)): Sum(int(total), int(n)) for model, metric, total, n in rows}


async def question_sums(session: AsyncSession, model_id: str, metric: Metric) -> Mapping[str, Sum]:
    """The same for one model and metric by the ids of questions: what an interval resamples."""
    rows = await session.exec(
        select(QuestionTotal.question_id, QuestionTotal.total, QuestionTotal.count)
        .where(
            QuestionTotal.model_id == model_id,
            QuestionTotal.metric == metric,
            QuestionTotal.count > 0,
        )
        .order_by(col(QuestionTotal.question_id))
    )
    return {question: Sum(total, count) for question, total, count in rows}


async def _add(
    session: AsyncSession,
    table: type[SQLModel],
    deltas: list[dict[str, object]],
    counted: tuple[str, ...],
) -> None:
    if not deltas:
        return
    await session.flush()  # what they are about
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    columns: sa.FromClause = sa.inspect(table).local_table
    key = [column.name for column in columns.primary_key]
    connection = await session.connection()
    for start in range(0, len(deltas), AT_ONCE):
        statement = insert(table).values(deltas[start : start + AT_ONCE])
        grown = {name: columns.c[name] + statement.excluded[name] for name in counted}
        await connection.execute(statement.on_conflict_do_update(index_elements=key, set_=grown))
