"""What a training would take: counted, priced, timed by past trainings, and null where unknown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from openai import AsyncOpenAI

from core.datasets.counting.prices import Price, Prices
from core.datasets.counting.tokens import counter_for
from core.datasets.tables import Example, Kind, Split, Version
from core.providers import PROFILES, BaseModel, Client, Training
from core.storage import Database
from core.tuning import Estimate, JobState, estimate, pace_of
from tests import builders as a
from tests.fakes.provider import Provider, Trouble, serving

START = datetime(2026, 11, 1, tzinfo=UTC)
LINE = '{"messages":[{"role":"user","content":"Where?"},{"role":"assistant","content":"%s"}]}'
PRICES = Prices(
    (
        Price(
            provider="openai",
            model="gpt-4.1-mini",
            training=5,
            currency="USD",
            as_of=date(2026, 11, 1),
            source="a test",
        ),
    )
)
MINI = BaseModel(name="gpt-4.1-mini-2025-04-14")
SMALL = BaseModel(name="small-base", counts_tokens=True, seconds_per_example=2.0)
COUNTED = {"n_epochs": 5, "data": [{"line": 1, "tokens": 130, "trained_tokens": 100}]}


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with serving() as provider:
        yield provider


def training_at(provider: Provider, profile: str) -> Training:
    client = AsyncOpenAI(base_url=provider.base_url, api_key="sk-test", max_retries=0)
    return Training(PROFILES[profile], Client(lambda: client))


@pytest.fixture
async def version(database: Database) -> Version:
    """Forty examples to train on, and one of each other kind."""
    dataset = a.a_dataset()
    version = a.a_version(dataset, training_examples=40)
    splits = [*[Split.TRAIN] * 40, Split.VALIDATION, Split.HELD_OUT]
    rows = [
        Example(version_id=version.id, position=at, split=split, asked="0", line=LINE % "Here.")
        for at, split in enumerate(splits)
    ]
    async with database.transaction() as session:
        await a.kept(session, dataset, version, *rows)
    return version


async def done(database: Database, version: Version, seconds: float, **fields: object) -> None:
    """A training on the small base that went to its end, of a hundred tokens."""
    own: dict[str, object] = {
        "state": JobState.SUCCEEDED,
        "trained_tokens": 100,
        "started_at": START,
        "finished_at": START + timedelta(seconds=seconds),
    }
    async with database.transaction() as session:
        await a.kept(session, a.a_job(version, **{**own, **fields}))


async def estimated(
    database: Database, version: Version, training: Training, base: BaseModel, **more: int
) -> Estimate:
    async with database.reading() as session:
        return await estimate(session, version, base, training=training, prices=PRICES, **more)


async def test_a_share_of_the_rows_costs_its_share(
    database: Database, version: Version, provider: Provider
) -> None:
    training = training_at(provider, "openai")
    async with database.reading() as session:
        part, whole = [
            await estimate(
                session, version, MINI, training=training, prices=PRICES, epochs=3, share=share
            )
            for share in (0.25, 1.0)
        ]

    assert whole.cost
    assert part.cost == pytest.approx(whole.cost / 4)


async def test_openais_models_are_counted_here_and_priced(
    database: Database, version: Version, provider: Provider
) -> None:
    found = await estimated(database, version, training_at(provider, "openai"), MINI)
    counter = counter_for(MINI.name)
    assert counter
    one = counter.count([{"messages": [{"role": "user", "content": "Where?"}]}])[0].whole
    answered = found.tokens or 0

    assert answered % 40 == 0
    assert answered > 40 * one
    assert (found.epochs, found.billed_tokens) == (3, 3 * answered)
    assert found.cost == pytest.approx(3 * answered * 5 / 1_000_000)
    assert (found.currency, found.price_as_of) == ("USD", date(2026, 11, 1))
    assert found.seconds is None
    assert provider.calls == []


async def test_epochs_that_a_person_chose_are_taken(
    database: Database, version: Version, provider: Provider
) -> None:
    training = training_at(provider, "openai")

    found = await estimated(database, version, training, MINI, epochs=7)

    assert found.epochs == 7
    assert found.billed_tokens == 7 * (found.tokens or 0)


async def test_the_trainer_counts_for_its_own_bases(
    database: Database, version: Version, provider: Provider
) -> None:
    provider.troubles.append(Trouble(at="POST /togi/token_counts", status=200, body=COUNTED))

    found = await estimated(database, version, training_at(provider, "trainer"), SMALL)

    assert (found.tokens, found.epochs, found.billed_tokens) == (130, 5, 500)
    assert (found.cost, found.currency, found.price_as_of) == (None, None, None)
    assert (found.seconds, found.past_trainings) == (2.0 * 40 * 5, 0)


async def test_past_trainings_say_more_than_the_provider(
    database: Database, version: Version, provider: Provider
) -> None:
    for seconds in (10, 20, 900):
        await done(database, version, seconds)
    provider.troubles.append(Trouble(at="POST /togi/token_counts", status=200, body=COUNTED))

    found = await estimated(database, version, training_at(provider, "trainer"), SMALL)

    assert found.seconds == pytest.approx(500 * 20 / 100)
    assert found.past_trainings == 3


@pytest.mark.parametrize("base", [BaseModel(name="mystery"), SMALL])
async def test_where_nobody_can_count_nothing_is_made_up(
    database: Database, version: Version, provider: Provider, base: BaseModel
) -> None:
    provider.troubles.append(Trouble(at="POST /togi/token_counts", status=500, times=9))

    found = await estimated(database, version, training_at(provider, "trainer"), base)

    assert found == Estimate(is_free=True)


async def test_the_pace_is_that_of_the_latest_finished_trainings_alone(
    database: Database, version: Version
) -> None:
    for days in range(10):
        end = START + timedelta(days=days + 1)
        begun = end - timedelta(seconds=50)
        await done(database, version, 0, started_at=begun, finished_at=end)
    await done(database, version, 9999, finished_at=START + timedelta(hours=1))  # long ago
    for other in (
        {"state": JobState.CANCELLED},
        {"base_model": "other-base"},
        {"provider": "openai"},
        {"trained_tokens": None},
        {"started_at": None},
    ):
        late = {"finished_at": START + timedelta(days=99)}
        await done(database, version, 0, **{**late, **other})

    async with database.reading() as session:
        pace = await pace_of(session, "trainer", "small-base")
        none = await pace_of(session, "trainer", "never-trained")

    assert pace
    assert (pace.seconds_per_token, pace.trainings) == (0.5, 10)
    assert none is None


async def test_pairs_of_answers_are_not_priced_at_nearly_nothing(
    database: Database, provider: Provider, version: Version
) -> None:
    version.kind = Kind.PREFERENCE
    async with database.transaction() as session:
        training = training_at(provider, "openai")
        found = await estimate(session, version, MINI, training=training, prices=PRICES, epochs=3)

    assert found == Estimate(epochs=3)
