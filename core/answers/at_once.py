"""Several questions of one thread that are answered at the same time."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers.tables import Answer, Question
from core.storage import utc_now


async def others_at_once(session: AsyncSession, answer: Answer, question: Question) -> bool:
    """Whether another question was being answered in sight of all while this one was."""
    other = (
        select(Answer.id)
        .join(Question, col(Question.id) == Answer.question_id)
        .where(
            Question.team == question.team,
            Question.channel == question.channel,
            Question.thread == question.thread,
            Question.id != question.id,
            col(Question.private_to).is_(None),
            Answer.created_at < (answer.finished_at or utc_now()),
            sa.or_(col(Answer.finished_at).is_(None), col(Answer.finished_at) > answer.created_at),
        )
    )
    return (await session.exec(other.limit(1))).first() is not None
