"""What a person said is erased: that they said something stays in the ledger, not what it was."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer
from core.ratings.ledger import Given, record_together
from core.ratings.metrics import Metric
from core.ratings.tables import Comment, RatingEvent, Source
from core.storage import utc_now
from core.storage.among import among


async def erase_said(session: AsyncSession, answer_id: str, rater: str, *, cause: str) -> None:
    """Erase a person's ratings of an answer and their words on it; the totals follow.

    It is taken back first, as if by a button: news of it that comes late or twice finds that, and
    nothing stands again.
    """
    answer = await session.get_one(Answer, answer_id)
    await _erase(session, [answer], rater, cause=cause)


async def erase_all_said(session: AsyncSession, *, team: str, person: str, cause: str) -> None:
    """The same for everything that a person ever said of answers."""
    rated = select(RatingEvent.answer_id).where(
        RatingEvent.team == team, RatingEvent.rater == person, col(RatingEvent.erased_at).is_(None)
    )
    commented = select(Comment.answer_id).where(
        Comment.team == team, Comment.rater == person, col(Comment.erased_at).is_(None)
    )
    answers = await session.exec(
        select(Answer).where(col(Answer.id).in_(rated.union(commented))).order_by(col(Answer.id))
    )
    await _erase(session, list(answers), person, cause=cause)


async def _erase(session: AsyncSession, answers: list[Answer], rater: str, *, cause: str) -> None:
    now, ids = utc_now(), [answer.id for answer in answers]
    given = await session.exec(
        select(RatingEvent.answer_id, RatingEvent.metric)
        .where(
            among(col(RatingEvent.answer_id), ids),
            RatingEvent.rater == rater,
            col(RatingEvent.erased_at).is_(None),
        )
        .distinct()
    )
    by_id = {answer.id: answer for answer in answers}
    await record_together(
        session,
        [
            Given(
                cause=f"{cause}:{answer_id}:{metric}",
                answer=by_id[answer_id],
                rater=rater,
                metric=Metric(metric),
                value=None,
                source=Source.LIST,
                at=now,
            )
            for answer_id, metric in sorted(given)
        ],
    )
    await session.exec(
        sa.update(RatingEvent)
        .where(
            among(col(RatingEvent.answer_id), ids),
            col(RatingEvent.rater) == rater,
            col(RatingEvent.erased_at).is_(None),
        )
        .values(value=None, emoji=None, erased_at=now)
    )
    await session.exec(
        sa.update(Comment)
        .where(
            among(col(Comment.answer_id), ids),
            col(Comment.rater) == rater,
            col(Comment.erased_at).is_(None),
        )
        .values(reasons=[], wrong=None, correction=None, erased_at=now)
    )
