"""What a contestant's answers took: tokens, time and money. What nobody knows is None, never 0."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, AnswerState
from core.datasets.counting.prices import Price, Prices
from core.models import Model
from core.providers import PROFILES

AT_ONCE = 1000  # ids a statement, as it takes few parameters
Priced = tuple[Answer, Price | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Milliseconds until something, in the middle of the answers."""

    p50: float
    answers: int  # that it was measured on


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What an answer costs on average, by the price table; discounts are not in it."""

    per_answer: float
    currency: str
    as_of: date  # of the oldest price in it
    answers: int  # whose tokens and price are known


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestantCost:
    """Over the answers that came to their end; the others say nothing of what one takes."""

    answers: int
    unfinished: int  # failed, stopped by somebody, or still being given
    prompt_tokens: float | None  # means
    completion_tokens: float | None
    first_token: Latency | None
    total: Latency | None
    money: Money | None  # None: no price known
    is_free: bool  # answered on a machine of one's own, where nobody asks for money by token


async def costs(
    session: AsyncSession, contestants: Mapping[str, Collection[str]], *, team: str, prices: Prices
) -> dict[str, ContestantCost]:
    """What the answers with these ids took, by contestant.

    One model with two system prompts is two contestants: who asks says whose an answer is.
    """
    given = await _answers(session, {one for ids in contestants.values() for one in ids}, team)
    models = await _models(session, {answer.model_id for answer in given.values()}, team)
    by_model = {one.id: price_of(one, prices) for one in models}
    own = {one.id for one in models if is_own_machine(one)}
    found = {}
    for contestant, ids in contestants.items():
        rows = [given[one] for one in dict.fromkeys(ids) if one in given]
        is_free = bool(rows) and all(row.model_id in own for row in rows)
        priced = [(row, by_model.get(row.model_id)) for row in rows]
        found[contestant] = cost_of(priced, is_free=is_free)
    return found


def price_of(model: Model, prices: Prices) -> Price | None:
    """A tuned model may cost otherwise than the base it was made of."""
    return prices.find(model.provider, model.base_name, is_tuned=not model.is_base)


def is_own_machine(model: Model) -> bool:
    profile = PROFILES.get(model.provider)
    return profile is not None and profile.is_free


def cost_of(given: Sequence[Priced], *, is_free: bool = False) -> ContestantCost:
    """What answers took, each beside the price of its model."""
    done = [(answer, price) for answer, price in given if answer.state is AnswerState.COMPLETE]
    answers = [answer for answer, _ in done]
    money = _money(done)
    return ContestantCost(
        answers=len(done),
        unfinished=len(given) - len(done),
        prompt_tokens=_mean(answer.prompt_tokens for answer in answers),
        completion_tokens=_mean(answer.completion_tokens for answer in answers),
        first_token=_latency(answer.first_token_ms for answer in answers),
        total=_latency(answer.total_ms for answer in answers),
        money=money,
        is_free=is_free and money is None,
    )


def _money(done: Sequence[Priced]) -> Money | None:
    """None too where one of the models has no price, or where prices are in two currencies."""
    each, prices = [], []
    for answer, price in done:
        if answer.prompt_tokens is None or answer.completion_tokens is None:
            continue
        if price is None:
            return None
        cost = price.of_answer(answer.prompt_tokens, answer.completion_tokens)
        if cost is None:
            return None
        each.append(cost)
        prices.append(price)
    if not each or len({price.currency for price in prices}) > 1:
        return None
    return Money(
        per_answer=fmean(each),
        currency=prices[0].currency,
        as_of=min(price.as_of for price in prices),
        answers=len(each),
    )


def _mean(numbers: Iterable[int | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return fmean(known) if known else None


def _latency(numbers: Iterable[int | None]) -> Latency | None:
    known = [number for number in numbers if number is not None]
    return Latency(p50=median(known), answers=len(known)) if known else None


async def _answers(session: AsyncSession, ids: Collection[str], team: str) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for part in _parts(sorted(ids)):
        rows = await session.exec(
            select(Answer).where(Answer.team == team, col(Answer.id).in_(part))
        )
        found |= {row.id: row for row in rows}
    return found


async def _models(session: AsyncSession, ids: Collection[str], team: str) -> Sequence[Model]:
    found = await session.exec(select(Model).where(Model.team == team, col(Model.id).in_(ids)))
    return found.all()


def _parts(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
