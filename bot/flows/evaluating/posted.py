"""The messages of a run, by the keys they are posted under: its verdict, and where people vote."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.slack.posts import Post

BALLOT, INVITATION, DOOR = "ballot", "invite", "vote-here"


def verdict_key(run_id: str) -> str:
    return f"verdict:{run_id}"


def ballot_key(run_id: str, person: str, cause: str) -> str:
    return f"{BALLOT}:{run_id}:{person}:{cause}"


def invitation_key(run_id: str, person: str) -> str:
    return f"{INVITATION}:{run_id}:{person}"


def door_key(run_id: str) -> str:
    """Of the message in a thread from which people vote there."""
    return f"{DOOR}:{run_id}"


def voter_of(post: Post) -> str | None:
    """Whose message it is; None where all see it."""
    kind, _, person, *_ = *post.key.split(":"), ""
    return None if kind == DOOR else person


async def of_voter(session: AsyncSession, run_id: str, person: str) -> Sequence[Post]:
    """The messages in which somebody votes, or was asked to."""
    beginnings = [ballot_key(run_id, person, ""), invitation_key(run_id, person)]
    return await _begun_with(session, beginnings)


async def of_voters(session: AsyncSession, run_id: str) -> Sequence[Post]:
    """The messages in which anybody votes, and the one from which they do so in a thread."""
    return await _begun_with(session, [f"{kind}:{run_id}" for kind in (BALLOT, INVITATION, DOOR)])


async def _begun_with(session: AsyncSession, beginnings: list[str]) -> Sequence[Post]:
    begun = [col(Post.key).startswith(one, autoescape=True) for one in beginnings]
    posts = await session.exec(
        select(Post).where(or_(*begun), col(Post.ts).is_not(None)).order_by(col(Post.created_at))
    )
    return posts.all()
