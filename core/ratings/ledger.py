"""Writing to the ledger, and keeping what stands in step with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer
from core.errors import TogiError
from core.ratings.metrics import Metric, bounds
from core.ratings.standing import standing_value, standing_values
from core.ratings.tables import Rating, RatingEvent, Source
from core.storage import keep_once, utc_now


class OutOfScale(TogiError):
    template: ClassVar[str] = "This measure goes from {lowest} to {highest}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One thing that somebody says of an answer; `cause` keeps it from counting twice."""

    cause: str
    answer: Answer
    rater: str
    metric: Metric
    value: int | None
    source: Source
    delivery_id: str | None = None
    emoji: str | None = None
    at: datetime = field(default_factory=utc_now)


async def record(session: AsyncSession, given: Given) -> None:
    """Append to the ledger and bring what stands up to date.

    Raises:
        OutOfScale: when the value is not one that the metric can take.
    """
    scale = bounds(given.metric)
    if given.value is not None and given.value not in scale:
        raise OutOfScale(lowest=scale[0], highest=scale[-1])
    await _one_at_a_time(session, given.answer.id)
    event = RatingEvent(
        cause=given.cause,
        team=given.answer.team,
        answer_id=given.answer.id,
        delivery_id=given.delivery_id,
        rater=given.rater,
        metric=given.metric,
        value=given.value,
        source=given.source,
        emoji=given.emoji,
        at=given.at,
    )
    await keep_once(session, event, col(RatingEvent.cause) == given.cause)
    await _bring_up_to_date(session, given)


async def record_all(
    session: AsyncSession, given: Given, values: Mapping[Metric, int | None]
) -> None:
    """Record several metrics that one act gave, such as a modal that was submitted."""
    for metric, value in values.items():
        cause = f"{given.cause}:{metric.value}"
        await record(session, replace(given, cause=cause, metric=metric, value=value))


async def record_changes(
    session: AsyncSession, given: Given, values: Mapping[Metric, int | None]
) -> None:
    """Record what differs from what stands: a value that is only confirmed stays whose it was."""
    await _one_at_a_time(session, given.answer.id)
    standing = await standing_values(session, answer_id=given.answer.id, rater=given.rater)
    changed = {m: value for m, value in values.items() if standing.get(m) != value}
    await record_all(session, given, changed)


async def withdraw_emoji(session: AsyncSession, given: Given) -> None:
    """Take back what an emoji said; what stood before it stands again."""
    await record(session, replace(given, value=None, source=Source.EMOJI))


async def _one_at_a_time(session: AsyncSession, answer_id: str) -> None:
    """Wait for others who rate this answer: what stands is derived from all that was said."""
    await session.get_one(Answer, answer_id, with_for_update={"key_share": True})


async def _bring_up_to_date(session: AsyncSession, given: Given) -> None:
    events = await session.exec(
        select(RatingEvent)
        .where(
            RatingEvent.answer_id == given.answer.id,
            RatingEvent.rater == given.rater,
            RatingEvent.metric == given.metric,
        )
        .order_by(col(RatingEvent.at), col(RatingEvent.id))  # as done, not as news of it came
    )
    value = standing_value(list(events))
    standing = await session.get(Rating, (given.answer.id, given.rater, given.metric))
    if value is None:
        if standing:
            await session.delete(standing)
        return
    rating = standing or Rating(
        answer_id=given.answer.id,
        rater=given.rater,
        metric=given.metric,
        team=given.answer.team,
        model_id=given.answer.model_id,
        value=value,
    )
    rating.value = value
    session.add(rating)
