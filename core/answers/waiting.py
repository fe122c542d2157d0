"""Questions that wait: they were kept, and nothing has come of them yet."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers.tables import Answer, AnswerState, Question


async def waiting(
    session: AsyncSession, cause: str, since: datetime, until: datetime
) -> list[Question]:
    """Questions of people, oldest first, none of whose answers has come to an end.

    Theirs are the causes that begin with `cause`; a file that came without a word asks nothing yet.
    """
    ended = sa.exists().where(
        col(Answer.question_id) == Question.id, col(Answer.state) != AnswerState.PENDING
    )
    found = await session.exec(
        select(Question)
        .where(
            col(Question.created_at).between(since, until),
            col(Question.cause).startswith(cause, autoescape=True),
            Question.text != "",
            ~ended,
        )
        .order_by(col(Question.created_at))
    )
    return list(found)


async def answer_to(session: AsyncSession, question_id: str) -> Answer | None:
    """The answer that was begun first to a question."""
    found = await session.exec(
        select(Answer)
        .where(Answer.question_id == question_id)
        .order_by(col(Answer.created_at))
        .limit(1)
    )
    return found.first()
