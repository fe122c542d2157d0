"""What a model is reminded of: the questions of a thread so far, with the answers they got."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers.tables import Answer, AnswerState, Question

REMEMBERED_TURNS = 25  # questions of a thread that a model is reminded of, beside the first
SAID = (AnswerState.COMPLETE, AnswerState.STOPPED)


def _broke_off() -> sa.ColumnElement[bool]:
    """Answers of which a part was said; `once_more` may have brought a whole one since."""
    return sa.and_(col(Answer.state) == AnswerState.FAILED, col(Answer.text).is_not(None))


class Exchange(NamedTuple):
    """A question of the thread, and what was answered."""

    question: Question
    answer: str


async def exchanges(session: AsyncSession, question: Question, model_id: str) -> list[Exchange]:
    """The first and the newest of what was asked and answered before a question, oldest first.

    Answers of the same model are preferred where several answered an earlier question. What only
    one person was answered is nobody else's to be reminded of.
    """
    something_said = sa.or_(col(Answer.state).in_(SAID), _broke_off())
    answered = sa.and_(
        _before(question),
        sa.exists().where(col(Answer.question_id) == Question.id, something_said),
    )
    times = select(Question.ts).where(answered)
    first = await session.exec(times.order_by(col(Question.ts)).limit(1))
    newest = await session.exec(times.order_by(col(Question.ts).desc()).limit(REMEMBERED_TURNS))
    found = await session.exec(
        select(Question, Answer)
        .join(Answer, col(Answer.question_id) == Question.id)
        .where(
            _before(question),
            something_said,
            col(Question.ts).in_({*first, *newest}),
        )
        .order_by(col(Question.ts), _broke_off(), (col(Answer.model_id) == model_id).desc())
    )
    heard: dict[str, Exchange] = {}
    for asked, said in found:
        heard.setdefault(asked.ts, Exchange(asked, said.text or ""))
    return list(heard.values())


async def files_before(session: AsyncSession, question: Question) -> list[str]:
    """The files that were brought into the thread with earlier questions, newest first."""
    earlier = await session.exec(
        select(Question)
        .where(_before(question))
        .order_by(col(Question.ts).desc())
        .limit(REMEMBERED_TURNS)
    )
    return [file for asked in earlier for file in asked.files]


async def is_conversation(session: AsyncSession, *, team: str, channel: str, thread: str) -> bool:
    """Whether somebody asked something in a thread; read for every reply that people write."""
    asked = select(Question.id).where(
        Question.team == team, Question.channel == channel, Question.thread == thread
    )
    return (await session.exec(asked.limit(1))).first() is not None


def _before(question: Question) -> sa.ColumnElement[bool]:
    """The questions of the same thread that may be told of to whoever asks this one."""
    return sa.and_(
        col(Question.team) == question.team,
        col(Question.channel) == question.channel,
        col(Question.thread) == question.thread,
        col(Question.ts) < question.ts,
        col(Question.private_to).is_(None) | (col(Question.private_to) == question.private_to),
    )
