"""From what was done to what stands: the last word wins; an emoji takes back only its own."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.ratings.metrics import Metric
from core.ratings.tables import Rating, RatingEvent, Source


def standing_event(events: Sequence[RatingEvent]) -> RatingEvent | None:
    """Which stands of these events of one person, answer and metric, oldest first.

    Removing an emoji takes back what that emoji said, and what stood before it stands again; one
    that was given before it was removed stays removed, even if news of it comes late.
    """
    removed = [e for e in events if e.source is Source.EMOJI and e.value is None]
    said: list[RatingEvent] = []
    for event in events:
        if any(event.emoji == e.emoji and event.at < e.at for e in removed):
            continue
        if event.source is Source.EMOJI:
            said = [e for e in said if e.source is not Source.EMOJI or e.emoji != event.emoji]
        if event.value is not None:
            said.append(event)
        elif event.source is not Source.EMOJI:
            said = []
    return said[-1] if said else None


def standing_value(events: Sequence[RatingEvent]) -> int | None:
    """What stands after these events; None when nothing does."""
    event = standing_event(events)
    return event.value if event else None


async def standing_values(
    session: AsyncSession, *, answer_id: str, rater: str
) -> dict[Metric, int]:
    """What one person thinks of one answer now."""
    ratings = await session.exec(
        select(Rating).where(Rating.answer_id == answer_id, Rating.rater == rater)
    )
    return {rating.metric: rating.value for rating in ratings}
