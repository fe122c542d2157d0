"""What people asked stays in no file of a batch, however the batch ends: with a real trainer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

import pytest
from openai import AsyncOpenAI
from openai.types import Batch
from sqlmodel import col, select

from bot.flows.durable import Durable, Flow
from bot.flows.evaluating import batching
from bot.flows.evaluating.batching import InBatches
from bot.flows.house import House
from core.answers import Answer, AnswerState
from core.errors import TogiError
from core.providers import PROFILES, Chat, Client
from tests import builders as a
from tests.e2e.workspace import ROOT, training

# The engine keeps its record through our session.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings(r"ignore:\s*. You probably want:DeprecationWarning"),
]
BUILDER = ROOT / "tests" / "trainer" / "tiny_base.py"
QUESTIONS = 60


class NobodyCares(TogiError):
    template: ClassVar[str] = "Nobody cares."


@pytest.fixture(autouse=True)
def unblocked_loop() -> None:
    """The engine is launched on the loop itself, as at the bot's start."""


@pytest.fixture(scope="module")
def trainer_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("trainer")
    base = folder / "tiny"
    subprocess.run([sys.executable, str(BUILDER), str(base)], check=True, capture_output=True)
    with training(folder, base) as process:
        yield process.url


@pytest.fixture
async def client(trainer_url: str) -> AsyncIterator[AsyncOpenAI]:
    async with AsyncOpenAI(base_url=trainer_url, api_key="k", max_retries=0) as client:
        yield client


async def files(client: AsyncOpenAI) -> list[str]:
    return [one.filename async for one in client.files.list()]


@dataclass
class Batched:
    """Answers that are asked for in one batch, and what came of it."""

    house: House
    client: AsyncOpenAI
    answers: list[str]
    before: list[str]  # files at the trainer
    gives_up: bool = False
    left: list[str] = field(default_factory=list)
    flow: Flow[[str]] | None = None

    async def told(self, done: int) -> None:
        if self.gives_up and done:
            raise NobodyCares

    async def come_to_an_end(self) -> None:
        assert self.flow
        await self.house.durable.finish("it", self.flow, self.answers[0])

    async def answered(self) -> int:
        async with self.house.database.reading() as session:
            states = await session.exec(
                select(Answer.state).where(col(Answer.id).in_(self.answers))
            )
            return sum(state is AnswerState.COMPLETE for state in states)

    async def batch(self) -> Batch:
        """The newest one."""
        return (await self.client.batches.list(limit=1)).data[0]


@pytest.fixture
async def batched(house: House, client: AsyncOpenAI, tmp_path: Path) -> AsyncIterator[Batched]:
    durable = Durable(house.database, f"sqlite:///{tmp_path / 'engine.db'}")
    await durable.prepare()
    house = replace(
        house,
        durable=durable,
        settings=replace(house.settings, poll_seconds=0.1),
        chat=Chat(PROFILES["trainer"], Client(lambda: client)),
    )
    model = a.a_model(name="tiny", base_name="tiny")
    questions = [a.a_question() for _ in range(QUESTIONS)]
    answers = [
        a.an_answer(one, model, state=AnswerState.PENDING, text=None, max_tokens=150)
        for one in questions
    ]
    for asked in questions:
        asked.thread = asked.ts
    async with house.database.transaction() as session:
        await a.kept(session, model, *questions, *answers)
    batched = Batched(house, client, [one.id for one in answers], await files(client))

    @durable.flow("answer in batches")
    async def flow(name: str) -> None:
        batches = InBatches(house, name)
        try:
            batched.left = await batches.answer([batched.answers], batched.told)
        except NobodyCares:
            await batches.let_go()

    batched.flow = flow
    try:
        await durable.launch()
        yield batched
    finally:
        await durable.close()


async def test_one_that_outlives_its_day_is_cancelled_and_what_it_answered_is_kept(
    batched: Batched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "LONGEST_HOURS", 1e-4)
    await batched.come_to_an_end()

    ended = await batched.batch()
    assert ended.status == "cancelled"
    assert ended.request_counts
    done = ended.request_counts.completed
    assert 0 < done < QUESTIONS
    assert (await batched.answered(), len(batched.left)) == (done, QUESTIONS - done)
    assert await files(batched.client) == batched.before


async def test_one_that_is_given_up_leaves_no_file_with_the_provider(batched: Batched) -> None:
    batched.gives_up = True
    await batched.come_to_an_end()

    assert (await batched.batch()).status == "cancelled"
    assert await batched.answered() == 0
    assert await files(batched.client) == batched.before


async def test_one_that_is_not_begun_leaves_no_file_with_the_provider(
    batched: Batched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.providers.batches.KEY", "k" * 65)  # a longer label is refused
    await batched.come_to_an_end()

    assert batched.left == batched.answers
    assert await files(batched.client) == batched.before
