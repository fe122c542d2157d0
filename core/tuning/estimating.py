"""What a training would take and cost, before anybody pays for it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from statistics import median

import orjson
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.counting.lengths import epochs_for
from core.datasets.counting.prices import Prices
from core.datasets.counting.tokens import TokenCounter, counter_for
from core.datasets.tables import Kind, Split, Version
from core.datasets.versions.looking import training_lines
from core.providers import BaseModel, ProviderError, TokenCounts, Training
from core.tuning.states import JobState
from core.tuning.tables import Job

RECENT = 10  # past trainings that a pace is taken from: machines and providers change
AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What is known beforehand of a training; None where nobody knows."""

    tokens: int | None = None  # of the training examples, gone through once
    epochs: int | None = None
    billed_tokens: int | None = None  # over all epochs, without what the model's limit cuts off
    cost: float | None = None
    is_free: bool = False  # nobody asks for money
    currency: str | None = None
    price_as_of: date | None = None
    seconds: float | None = None
    past_trainings: int = 0  # how many `seconds` was learnt from; 0: the provider's own figure


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast this installation's own trainings on a base were."""

    seconds_per_token: float
    trainings: int


async def estimate(
    session: AsyncSession,
    version: Version,
    base: BaseModel,
    *,
    training: Training,
    prices: Prices,
    epochs: int | None = None,
    share: float = 1.0,
) -> Estimate:
    """What a training of a version, or a share of it, on a base would take; `epochs` if chosen.

    It reads and counts every training example: tenths of a second for OpenAI's models, seconds
    where Togi's own trainer is asked.
    """
    is_free = training.profile.is_free
    if version.kind is Kind.PREFERENCE:  # how pairs of answers are counted is not known
        return Estimate(epochs=epochs, is_free=is_free)
    lines = await training_lines(session, version.id, Split.TRAIN, share=share)
    counts = await _counted(training, base, lines)
    if counts is None:
        return Estimate(epochs=epochs, is_free=is_free)
    provider = training.profile.name
    epochs = epochs or counts.epochs
    billed = counts.trained_tokens * epochs if epochs else None
    price = prices.find(provider, base.name)
    cost = price.of_training(billed) if price and billed is not None else None
    pace = await pace_of(session, provider, base.name)
    seconds = None
    if pace and billed is not None:
        seconds = pace.seconds_per_token * billed
    elif base.seconds_per_example and epochs:
        seconds = base.seconds_per_example * version.training_examples * share * epochs
    return Estimate(
        tokens=counts.tokens,
        epochs=epochs,
        billed_tokens=billed,
        cost=cost,
        is_free=is_free,
        currency=price.currency if price and cost is not None else None,
        price_as_of=price.as_of if price and cost is not None else None,
        seconds=seconds,
        past_trainings=pace.trainings if pace and seconds is not None else 0,
    )


async def pace_of(session: AsyncSession, provider: str, base_model: str) -> Pace | None:
    """The median of the latest trainings that went to their end; None before the first."""
    done = await session.exec(
        select(Job)
        .where(
            Job.provider == provider,
            Job.base_model == base_model,
            Job.state == JobState.SUCCEEDED,
            col(Job.trained_tokens) > 0,
            col(Job.started_at).is_not(None),
            col(Job.finished_at).is_not(None),
        )
        .order_by(col(Job.finished_at).desc())
        .limit(RECENT)
    )
    paces = [
        (job.finished_at - job.started_at).total_seconds() / job.trained_tokens
        for job in done
        if job.finished_at and job.started_at and job.trained_tokens
    ]
    return Pace(median(paces), len(paces)) if paces else None


async def _counted(training: Training, base: BaseModel, lines: bytes) -> TokenCounts | None:
    """By OpenAI's own vocabulary, or by the provider; None where neither can count."""
    counter = counter_for(base.name)
    if counter:
        return await asyncio.to_thread(_count, counter, lines)
    try:
        return await training.token_counts(base, lines)
    except ProviderError:
        return None


def _count(counter: TokenCounter, text: bytes) -> TokenCounts:
    whole, trained = 0, 0
    lines = text.splitlines()
    for start in range(0, len(lines), AT_ONCE):
        for tokens in counter.count(
            [orjson.loads(line) for line in lines[start : start + AT_ONCE]]
        ):
            whole += tokens.whole
            trained += tokens.trained
    return TokenCounts(tokens=whole, trained_tokens=trained, epochs=epochs_for(len(lines)))
