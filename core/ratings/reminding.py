"""Who is reminded that answers can be rated: once, after three answers, who never rated any."""

from __future__ import annotations

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, AnswerState, Question, of_people
from core.ratings.tables import RatingEvent, Reminder
from core.storage import keep_once

ANSWERS_BEFORE = 3


async def may_be_reminded(session: AsyncSession, *, team: str, person: str) -> bool:
    """Whether this is the moment; written down at once, so that no later moment is another one.

    A crash after it is written and before it is said costs the reminder, never doubles it.
    """
    if await session.get(Reminder, (team, person)):
        return False
    rated = await session.exec(
        select(RatingEvent.id).where(RatingEvent.team == team, RatingEvent.rater == person).limit(1)
    )
    if rated.first() or not await _asked_enough(session, team, person):
        return False
    mine = Reminder(team=team, person=person)
    same = (col(Reminder.team) == team) & (col(Reminder.person) == person)
    return (await keep_once(session, mine, same)).id == mine.id


async def _asked_enough(session: AsyncSession, team: str, person: str) -> bool:
    """Three of their own questions were answered where ratings are asked for."""
    asked = await session.exec(
        select(Question.id)
        .join(Answer, col(Answer.question_id) == Question.id)
        .where(
            Question.team == team,
            Question.asked_by == person,
            of_people(),
            Answer.state == AnswerState.COMPLETE,
            col(Answer.asks_ratings),
        )
        .distinct()
        .limit(ANSWERS_BEFORE)
    )
    return len(asked.all()) == ANSWERS_BEFORE
