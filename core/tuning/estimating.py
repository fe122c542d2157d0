"""What a training would take and cost, before anybody pays for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.counting.prices import Prices
from core.datasets.tables import Version
from core.providers import BaseModel, Training


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What is known beforehand of a training; None where nobody knows."""

    tokens: int | None = None  # of the training examples, gone through once
    epochs: int | None = None
    billed_tokens: int | None = None  # over all epochs, without what the model's limit cuts off
    cost: float | None = None
    currency: str | None = None
    price_as_of: date | None = None
    seconds: float | None = None
    past_trainings: int = 0  # how many `seconds` was learnt from; 0: the provider's own figure


async def estimate(
    session: AsyncSession,
    version: Version,
    base: BaseModel,
    *,
    training: Training,
    prices: Prices,
    epochs: int | None = None,
) -> Estimate:
    """What a training of a version on a base would take; `epochs` where the person chose them."""
    raise NotImplementedError
