"""What answers took, from the records; and whether a tuned model keeps what was hoped of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.answers import Answer, AnswerState
from core.datasets.counting.prices import Price, Prices
from core.evaluation.costs import (
    ContestantCost,
    Latency,
    Money,
    cost_of,
    costs,
    price_of,
)
from core.evaluation.promise import promise
from core.models import Model
from core.storage import Database
from tests import builders as a

PRICE = Price(
    provider="openai",
    model="gpt-4.1-mini",
    input=1.0,
    output=4.0,
    currency="USD",
    as_of=date(2026, 6, 21),
    source="a test",
)
PRICES = Prices((PRICE,))
BASE = ContestantCost(
    answers=20,
    unfinished=0,
    prompt_tokens=2000,
    completion_tokens=100,
    first_token=Latency(p50=400, answers=20),
    total=Latency(p50=2000, answers=20),
    money=Money(per_answer=0.002, currency="USD", as_of=date(2026, 6, 21), answers=20),
    is_free=False,
)


async def kept(database: Database, model: Model, count: int, **fields: object) -> list[Answer]:
    questions = [a.a_question() for _ in range(count)]
    answers = [a.an_answer(question, model, **fields) for question in questions]
    async with database.transaction() as session:
        await a.kept(session, model, *questions, *answers)
    return answers


async def taken(
    database: Database, answers: Sequence[Answer], *, team: str = a.TEAM, prices: Prices = PRICES
) -> ContestantCost:
    async with database.reading() as session:
        found = await costs(session, {"one": [one.id for one in answers]}, team=team, prices=prices)
    return found["one"]


def an_answer(**fields: object) -> Answer:
    return a.an_answer(a.a_question(), a.a_model(), **fields)


def of_openai(**fields: object) -> Model:
    return a.a_model(**{"provider": "openai", "base_name": "gpt-4.1-mini", **fields})


async def test_tokens_time_and_money_come_from_the_records(database: Database) -> None:
    answers = await kept(
        database,
        of_openai(),
        3,
        prompt_tokens=1000,
        completion_tokens=250,
        first_token_ms=300,
        total_ms=1200,
    )

    found = await taken(database, answers)

    assert (found.answers, found.unfinished, found.is_free) == (3, 0, False)
    assert (found.prompt_tokens, found.completion_tokens) == (1000, 250)
    assert found.first_token == Latency(p50=300, answers=3)
    assert found.total == Latency(p50=1200, answers=3)
    assert found.money is not None
    assert found.money.per_answer == pytest.approx(0.002)  # (1000 x 1 + 250 x 4) / a million
    assert (found.money.currency, found.money.as_of) == ("USD", date(2026, 6, 21))


async def test_a_model_on_ones_own_machine_has_no_price_and_says_so(database: Database) -> None:
    answers = await kept(database, a.a_model(), 1, prompt_tokens=10, completion_tokens=5)

    found = await taken(database, answers)

    assert (found.money, found.is_free) == (None, True)


async def test_what_no_table_lists_has_no_price_and_is_not_free(database: Database) -> None:
    model = of_openai(base_name="nobody-knows")
    answers = await kept(database, model, 1, prompt_tokens=10, completion_tokens=5)

    found = await taken(database, answers)

    assert (found.money, found.is_free) == (None, False)


async def test_nothing_is_known_of_no_answers(database: Database) -> None:
    found = await taken(database, [])

    assert found == ContestantCost(
        answers=0,
        unfinished=0,
        prompt_tokens=None,
        completion_tokens=None,
        first_token=None,
        total=None,
        money=None,
        is_free=False,
    )


async def test_answers_of_another_workplace_are_not_counted(database: Database) -> None:
    answers = await kept(database, of_openai(), 2)

    assert (await taken(database, answers, team="T2")).answers == 0


async def test_more_answers_than_a_statement_takes_are_all_counted(database: Database) -> None:
    answers = await kept(database, of_openai(), 1100, prompt_tokens=1, completion_tokens=1)

    assert (await taken(database, answers)).answers == 1100


def test_the_middle_is_between_the_two_in_the_middle() -> None:
    given = [(an_answer(total_ms=second * 1000), None) for second in range(1, 21)]
    assert cost_of(given).total == Latency(p50=10_500, answers=20)


def test_what_broke_off_is_told_apart_and_what_was_not_counted_is_left_out() -> None:
    given = [
        (an_answer(prompt_tokens=10, completion_tokens=10), PRICE),
        (an_answer(), PRICE),
        (an_answer(state=AnswerState.FAILED, prompt_tokens=99, total_ms=1), PRICE),
        (an_answer(state=AnswerState.STOPPED, prompt_tokens=99), PRICE),
    ]
    found = cost_of(given)
    assert (found.answers, found.unfinished) == (2, 2)
    assert (found.prompt_tokens, found.total) == (10, None)
    assert found.money is not None
    assert found.money.answers == 1


@pytest.mark.parametrize(
    "other",
    [None, PRICE.model_copy(update={"output": None}), PRICE.model_copy(update={"currency": "JPY"})],
)
def test_a_price_that_is_missing_or_in_other_money_makes_the_whole_unknown(
    other: Price | None,
) -> None:
    counted = {"prompt_tokens": 10, "completion_tokens": 10}
    assert cost_of([(an_answer(**counted), PRICE), (an_answer(**counted), other)]).money is None


def test_a_tuned_model_costs_what_tuned_models_cost_and_its_base_what_bases_do() -> None:
    """In the table that comes along; the base's rows say nothing of training."""
    prices = Prices.read()
    base = of_openai(base_name="gpt-4.1-mini-2025-04-14")
    tuned = of_openai(base_name="gpt-4.1-mini-2025-04-14", job_id="job_1")
    found = [price_of(model, prices) for model in (base, tuned)]
    assert [(one.input, one.output) for one in found if one] == [(0.40, 1.60), (0.80, 3.20)]


def test_an_operators_own_row_speaks_for_base_and_tuned_unless_it_says(tmp_path: Path) -> None:
    row = '[[price]]\nprovider = "openai"\nmodel = "gpt-4.1"\ninput = 9.0\noutput = 9.0\n'
    row += 'currency = "EUR"\nas_of = 2026-11-01\nsource = "our contract"\n'
    own = tmp_path / "prices.toml"
    models = [of_openai(base_name="gpt-4.1"), of_openai(base_name="gpt-4.1", job_id="job_1")]

    own.write_text(row)
    both = [price_of(model, Prices.read(own)) for model in models]
    own.write_text(row + 'serves = "base"\n')
    one = [price_of(model, Prices.read(own)) for model in models]

    assert [price.input for price in both if price] == [9.0, 9.0]
    assert [price.input for price in one if price] == [9.0, 3.0]


def test_a_promise_that_held_shows_by_how_much() -> None:
    cheap = Money(per_answer=0.0005, currency="USD", as_of=date(2026, 6, 21), answers=20)
    found = promise(replace(BASE, total=Latency(p50=1500, answers=20), money=cheap), BASE)
    assert (found.time, found.money) == (0.75, pytest.approx(0.25))


def test_what_is_not_known_is_not_compared() -> None:
    """No price, no times, money of two countries."""
    unknown = replace(BASE, money=None, total=None)
    yen = replace(BASE, money=Money(per_answer=1, currency="JPY", as_of=date.min, answers=1))
    assert (promise(unknown, BASE).money, promise(unknown, BASE).time) == (None, None)
    assert (promise(BASE, BASE).money, promise(yen, BASE).money) == (1, None)
