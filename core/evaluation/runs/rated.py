"""What people rated of both contestants of a run, on the questions that both answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Question
from core.evaluation.runs.ballots import Ballots
from core.evaluation.runs.tables import Contestant
from core.ratings import MEASURES, Metric, QuestionTotal

Rated = Mapping[Metric, Sequence[float]]  # number 1's mean minus number 0's, question by question


async def rated(session: AsyncSession, state: Ballots) -> Rated:
    """Only of measures that somebody gave to both; from totals, as a vote waits for it.

    A rating is of a model: where one contests twice, with two prompts, nobody knows whose it is.
    """
    first, second = state.contestants[:2]
    if first.model_id == second.model_id:
        return {}
    before, after = _means(state, first), _means(state, second)
    rows = await session.exec(
        select(before.c.metric, after.c.mean - before.c.mean)
        .select_from(before)
        .join(after, sa.and_(before.c.metric == after.c.metric, before.c.asked == after.c.asked))
        .order_by(before.c.metric, before.c.asked)
    )
    found: defaultdict[Metric, list[float]] = defaultdict(list)
    for metric, difference in rows:
        found[Metric(metric)].append(float(difference))
    return dict(found)


def _means(state: Ballots, one: Contestant) -> sa.Subquery:
    """A contestant's mean on each question; the same words asked twice are one question."""
    total, question = aliased(QuestionTotal), aliased(Question)
    # What is asked later in a thread leans on it: "And why?" is another question each time.
    stands_alone = sa.and_(
        col(question.ts) == col(question.thread), col(question.joins_thread).is_(False)
    )
    asked = sa.case((stands_alone, col(question.text)), else_=col(question.id))
    summed = sa.cast(func.sum(col(total.total)), sa.Float)
    found = (
        select(col(total.metric).label("metric"), asked.label("asked"))
        .add_columns((summed / func.sum(col(total.count))).label("mean"))
        .join(question, col(total.question_id) == col(question.id))
        .where(
            col(total.model_id) == one.model_id,
            col(total.metric).in_(MEASURES),
            col(question.team) == state.run.team,
        )
        .group_by(col(total.metric), asked)
        .having(func.sum(col(total.count)) > 0)  # what was taken back leaves an empty total
    )
    if one.system_prompt is not None:  # it is judged with this prompt, not with another
        found = found.where(col(question.system_prompt) == one.system_prompt)
    return found.subquery()
