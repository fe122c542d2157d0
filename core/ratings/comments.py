"""What was wrong with an answer and what would be right: each person's latest words stand."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.ratings.tables import Comment
from core.storage import keep_once, utc_now


async def comment_on(session: AsyncSession, comment: Comment) -> None:
    """Keep what was said; the same cause is the same comment.

    A comment that says nothing empties the one that stands, and is not kept where none does.
    """
    of_whom = {"answer_id": comment.answer_id, "rater": comment.rater}
    if says_something(comment) or await standing_comment(session, **of_whom):
        await keep_once(session, comment, col(Comment.cause) == comment.cause)


async def standing_comment(session: AsyncSession, *, answer_id: str, rater: str) -> Comment | None:
    """What one person says of an answer now; None when they say nothing."""
    found = await session.exec(
        select(Comment)
        .where(Comment.answer_id == answer_id, Comment.rater == rater)
        .order_by(col(Comment.at).desc(), col(Comment.cause).desc())
    )
    latest = found.first()
    return latest if latest and says_something(latest) else None


async def withdraw_comments(session: AsyncSession, *, answer_id: str, rater: str) -> None:
    """Forget the words that somebody had for an answer.

    That there were any is kept, so that news of them that comes twice does not revive them.
    """
    await session.exec(
        sa.update(Comment)
        .where(col(Comment.answer_id) == answer_id, col(Comment.rater) == rater)
        .values(reasons=[], wrong=None, correction=None, erased_at=utc_now())
    )


def says_something(comment: Comment) -> bool:
    return bool(comment.reasons or comment.wrong or comment.correction)
