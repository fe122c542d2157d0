"""An emoji on an answer that comes or goes: what it says is what it meant when it was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer
from core.ratings.emoji import emoji_meanings, emoji_rating
from core.ratings.ledger import Given, record, record_together
from core.ratings.metrics import Metric
from core.ratings.tables import RatingEvent, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """One emoji of one person; with its skin tone, as each is a reaction of its own."""

    cause: str
    answer: Answer
    delivery_id: str
    rater: str
    emoji: str
    at: datetime

    def as_given(self, metric: Metric, value: int | None) -> Given:
        return Given(
            cause=f"{self.cause}:{metric.value}",
            answer=self.answer,
            rater=self.rater,
            metric=metric,
            value=value,
            source=Source.EMOJI,
            delivery_id=self.delivery_id,
            emoji=self.emoji,
            at=self.at,
        )


async def emoji_added(session: AsyncSession, reaction: Reaction) -> None:
    rating = emoji_rating(reaction.emoji, await emoji_meanings(session, reaction.answer.team))
    if rating:
        await record(session, reaction.as_given(rating.metric, rating.value))


async def emoji_removed(session: AsyncSession, reaction: Reaction) -> None:
    """Take back what the emoji said when it was given.

    What it means now is taken back as well: news of its removal may come before news of it.
    """
    said = await session.exec(
        select(RatingEvent.metric)
        .where(
            RatingEvent.answer_id == reaction.answer.id,
            RatingEvent.rater == reaction.rater,
            RatingEvent.emoji == reaction.emoji,
        )
        .order_by(col(RatingEvent.metric))
        .distinct()
    )
    metrics = {Metric(metric) for metric in said}
    now = emoji_rating(reaction.emoji, await emoji_meanings(session, reaction.answer.team))
    if now:
        metrics.add(now.metric)
    await record_together(session, [reaction.as_given(one, None) for one in sorted(metrics)])
