"""What a model was given as the second model of a channel, apart from everything else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, AnswerState
from core.ratings import Metric, QuestionTotal


@dataclass(frozen=True, slots=True)
class AsCanary:
    """So many answers, of whose `thumbs` so many point `up`."""

    answers: int
    up: int
    thumbs: int


async def as_canaries(session: AsyncSession, model_ids: Collection[str]) -> dict[str, AsCanary]:
    """By the id of each of these models that answered as a canary."""
    thumbs = sa.and_(  # a model answers a question once
        col(QuestionTotal.model_id) == Answer.model_id,
        col(QuestionTotal.metric) == Metric.THUMB,
        col(QuestionTotal.question_id) == Answer.question_id,
    )
    rows = await session.exec(
        select(
            Answer.model_id,
            func.count(),
            func.coalesce(func.sum(QuestionTotal.total), 0),
            func.coalesce(func.sum(QuestionTotal.count), 0),
        )
        .join(QuestionTotal, thumbs, isouter=True)
        .where(
            col(Answer.is_canary),
            col(Answer.model_id).in_(model_ids),
            Answer.state == AnswerState.COMPLETE,
        )
        .group_by(col(Answer.model_id))
    )
    return {model_id: AsCanary(*counts) for model_id, *counts in rows}
