"""An answer that somebody stops in the middle: the wish is written down, whoever speaks obeys."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers.tables import Answer, AnswerState, Question
from core.storage import utc_now


async def stop_in_thread(
    session: AsyncSession, *, team: str, channel: str, thread: str, person: str
) -> None:
    """Wish every answer that is being given in a thread to stop; the first wish counts."""
    asked = select(Question.id).where(
        Question.team == team, Question.channel == channel, Question.thread == thread
    )
    await _wish(session, col(Answer.question_id).in_(asked), person)


async def stop_answer(session: AsyncSession, *, answer_id: str, person: str) -> None:
    """Wish one answer to stop, and no other of its thread."""
    await _wish(session, col(Answer.id) == answer_id, person)


async def _wish(session: AsyncSession, which: sa.ColumnElement[bool], person: str) -> None:
    await session.exec(
        sa.update(Answer)
        .where(
            which,
            col(Answer.state) == AnswerState.PENDING,
            col(Answer.stop_asked_by).is_(None),
        )
        .values(stop_asked_by=person)
    )


async def asked_to_stop(session: AsyncSession) -> set[str]:
    """The answers that are being given and that somebody wished to stop."""
    wished = await session.exec(
        select(Answer.id).where(
            col(Answer.stop_asked_by).is_not(None), col(Answer.state) == AnswerState.PENDING
        )
    )
    return set(wished)


async def stopped(session: AsyncSession, answer_id: str, text: str) -> Answer:
    """Keep what was said until the stop; an answer that is complete stays as it is."""
    answer = await session.get_one(Answer, answer_id)
    if answer.state is AnswerState.COMPLETE:
        return answer
    answer.state = AnswerState.STOPPED
    answer.text = text
    answer.finished_at = utc_now()
    session.add(answer)
    return answer
