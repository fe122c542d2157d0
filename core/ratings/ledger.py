"""Writing to the ledger, and keeping what stands in step with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer
from core.errors import TogiError
from core.ratings.metrics import Metric, bounds
from core.ratings.standing import standing_event, standing_values
from core.ratings.tables import Rating, RatingEvent, Source
from core.ratings.totals import Shift, shift_totals
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
    await record_together(session, [given])


async def record_together(session: AsyncSession, all_given: Sequence[Given]) -> None:
    """Record what belongs to one transaction; no two such transactions wait for each other.

    Raises:
        OutOfScale: when a value is not one that its metric can take.
    """
    for given in all_given:
        scale = bounds(given.metric)
        if given.value is not None and given.value not in scale:
            raise OutOfScale(lowest=scale[0], highest=scale[-1])
    for answer_id in sorted({given.answer.id for given in all_given}):
        await _one_at_a_time(session, answer_id)
    for given in all_given:
        await keep_once(session, _event(given), col(RatingEvent.cause) == given.cause)
    touched = {(given.answer.id, given.rater, given.metric): given for given in all_given}
    await shift_totals(session, [await _bring_up_to_date(session, one) for one in touched.values()])


async def record_all(
    session: AsyncSession, given: Given, values: Mapping[Metric, int | None]
) -> None:
    """Record several metrics that one act gave, such as a modal that was submitted."""
    await record_together(
        session,
        [
            replace(given, cause=f"{given.cause}:{metric.value}", metric=metric, value=value)
            for metric, value in values.items()
        ],
    )


async def record_changes(
    session: AsyncSession, given: Given, values: Mapping[Metric, int | None]
) -> None:
    """Record what differs from what stands: a value that is only confirmed stays whose it was."""
    await _one_at_a_time(session, given.answer.id)
    standing = await standing_values(session, answer_id=given.answer.id, rater=given.rater)
    changed = {m: value for m, value in values.items() if standing.get(m) != value}
    await record_all(session, given, changed)


def _event(given: Given) -> RatingEvent:
    return RatingEvent(
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


async def _one_at_a_time(session: AsyncSession, answer_id: str) -> None:
    """Wait for others who rate this answer: what stands is derived from all that was said."""
    await session.get_one(Answer, answer_id, with_for_update={"key_share": True})


async def _bring_up_to_date(session: AsyncSession, given: Given) -> Shift:
    events = await session.exec(
        select(RatingEvent)
        .where(
            RatingEvent.answer_id == given.answer.id,
            RatingEvent.rater == given.rater,
            RatingEvent.metric == given.metric,
        )
        .order_by(col(RatingEvent.at), col(RatingEvent.id))  # as done, not as news of it came
    )
    event = standing_event(list(events))
    key = (given.answer.id, given.rater, given.metric)
    standing = await session.get(Rating, key, populate_existing=True)
    before = standing.value if standing else None
    if event is None or event.value is None:
        if standing:
            await session.delete(standing)
        return Shift(given.answer, given.metric, before, None)
    rating = standing or Rating(
        answer_id=given.answer.id,
        rater=given.rater,
        metric=given.metric,
        team=given.answer.team,
        model_id=given.answer.model_id,
        value=event.value,
    )
    rating.value, rating.event_id = event.value, event.id
    session.add(rating)
    return Shift(given.answer, given.metric, before, rating.value)
