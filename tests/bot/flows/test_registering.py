"""A training's best step becomes the model, and no model is lost to a list that can't be had."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from pathlib import Path

import pytest

from bot.flows.durable import Durable
from bot.flows.house import House
from bot.flows.training.registering import register
from core.models import Model, model_of_job
from core.providers import PROFILES, Client, Training
from core.storage import Database
from core.tuning import Job, JobState
from tests import builders as a
from tests.fakes.provider import KEY, Provider, Trouble, a_checkpoint, serving

# The engine keeps its record through our session.
pytestmark = pytest.mark.filterwarnings(r"ignore:\s*. You probably want:DeprecationWarning")
LIST = "GET /fine_tuning/jobs/ftjob-1/checkpoints"
Registered = Callable[[], Coroutine[None, None, Model | None]]


@pytest.fixture(autouse=True)
def unblocked_loop() -> None:
    """The engine is launched on the loop itself, as at the bot's start."""


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with serving() as provider:
        provider.checkpoints = [a_checkpoint(90, 0.68), a_checkpoint(60, 0.61)]
        yield provider


@pytest.fixture
async def job(database: Database) -> Job:
    return await a.a_job_in(
        database,
        state=JobState.SUCCEEDED,
        remote_id="ftjob-1",
        remote_model="ft:end",
        validation_file="file-2",
    )


@pytest.fixture
async def registered(
    house: House, provider: Provider, job: Job, tmp_path: Path
) -> AsyncIterator[Registered]:
    """Let the flow register the job's model, twice."""
    from openai import AsyncOpenAI

    durable = Durable(house.database, f"sqlite:///{tmp_path / 'engine.db'}")
    await durable.prepare()
    async with AsyncOpenAI(base_url=provider.base_url, api_key=KEY, max_retries=0) as client:
        training = Training(PROFILES["generic"], Client(lambda: client))
        house = replace(house, durable=durable, training=training)

        @durable.flow("register alone")
        async def flow(job_id: str) -> None:
            await register(house, job_id)

        async def registered() -> Model | None:
            for cause in ("once", "twice"):
                await durable.finish(cause, flow, job.id)
            async with house.database.reading() as session:
                return await model_of_job(session, job.id)

        try:
            await durable.launch()
            yield registered
        finally:
            await durable.close()


async def test_the_best_step_is_the_model_and_says_which_it_is(
    registered: Registered, database: Database, job: Job
) -> None:
    model = await registered()

    assert model
    assert model.name == "ft:small-base:faq::1:ckpt-step-60"
    assert (model.step, model.validation_loss, model.last_validation_loss) == (60, 0.61, 0.68)
    async with database.reading() as session:
        kept = await session.get_one(Job, job.id)
        assert (kept.remote_model, kept.total_steps) == ("ft:end", 90)


async def test_a_list_that_comes_late_is_waited_for(
    registered: Registered, provider: Provider
) -> None:
    provider.troubles.append(Trouble(at=LIST, times=2))

    model = await registered()

    assert model
    assert model.step == 60


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_where_no_list_can_be_had_the_last_step_is_the_model(
    registered: Registered, provider: Provider, status: int
) -> None:
    provider.troubles.append(Trouble(at=LIST, status=status, times=9))

    model = await registered()

    assert model
    assert (model.name, model.step) == ("ft:end", None)


async def test_where_the_last_step_is_best_nothing_more_is_kept(
    registered: Registered, provider: Provider
) -> None:
    provider.checkpoints = [a_checkpoint(90, 0.6), a_checkpoint(60, 0.61)]

    model = await registered()

    assert model
    assert (model.name, model.step, model.validation_loss) == ("ft:end", None, None)
