"""Many answers at once, from a provider that gives them when it has time: within a day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

import structlog
from sqlmodel import col, select

from bot.flows.answering.context import turns_for
from bot.flows.answering.giving import load_one
from bot.flows.house import House
from core.answers import Answer, AnswerState, complete
from core.answers.asking import Spoken
from core.errors import TogiError
from core.providers import Sampling
from core.providers.batches import Asked, Batches
from core.providers.refusals import RequestRefused

SLOWER, SLOWEST = 1.5, 20  # each wait is longer than the last one, up to so many usual ones
LONGEST_HOURS = 25  # a batch expires after 24
ENDING_HOURS = 1  # one that was cancelled still ends the answers that it has begun
Told = Callable[[int], Awaitable[None]]  # hears how many answers are done


class Look(TypedDict):
    is_over: bool
    done: int


@dataclass(frozen=True, slots=True)
class Steps:
    """What a batch takes, each fit to be repeated."""

    house: House
    batches: Batches

    async def begin(self, name: str, answer_ids: Sequence[str]) -> str:
        """The id of the provider's batch; "" where nothing is left to ask."""
        found = await self.batches.find(name)
        if found:
            return found
        asked = [await load_one(self.house, one) for one in await self.missing(answer_ids)]
        if not asked:
            return ""
        rows = [
            Asked(
                key=one.answer.id,
                turns=await turns_for(self.house, one),
                sampling=Sampling(
                    temperature=one.answer.temperature, max_tokens=one.answer.max_tokens
                ),
            )
            for one in asked
        ]
        return await self.batches.begin(name, asked[0].model.name, rows)

    async def look(self, batch_id: str) -> Look:
        try:
            seen = await self.batches.look(batch_id)
        except RequestRefused:  # the provider doesn't know it any more
            return {"is_over": True, "done": 0}
        return {"is_over": seen.is_over, "done": seen.done}

    async def take_over(self, batch_id: str, answer_ids: Sequence[str]) -> None:
        """Keep what was answered, each once; what was erased meanwhile stays so."""
        try:
            said = {one.key: one for one in await self.batches.answers(batch_id)}
        except RequestRefused:
            return
        for answer_id in await self.missing(answer_ids):
            if one := said.get(answer_id):
                spoken = Spoken(
                    text=one.text,
                    prompt_tokens=one.prompt_tokens,
                    completion_tokens=one.completion_tokens,
                    first_token_ms=None,
                    total_ms=None,
                )
                async with self.house.database.transaction() as session:
                    await complete(session, answer_id, spoken)

    async def missing(self, answer_ids: Sequence[str]) -> list[str]:
        async with self.house.database.reading() as session:
            found = await session.exec(
                select(Answer.id).where(
                    col(Answer.id).in_(answer_ids), Answer.state == AnswerState.PENDING
                )
            )
            waiting = set(found)
        return [one for one in answer_ids if one in waiting]


@dataclass(slots=True)
class InBatches:
    """The batches of one run: part of its flow, so only steps act.

    Their files hold what people asked. They go once a batch is over: nobody can delete before what
    is still being read.
    """

    house: House
    run_id: str
    _begun: dict[str, list[str]] = field(default_factory=dict)  # the answers of each batch

    @property
    def _steps(self) -> Steps:
        return Steps(self.house, Batches(self.house.chat.profile, self.house.chat.client))

    async def answer(self, parts: Sequence[list[str]], told: Told) -> list[str]:
        """Let each part be answered as a batch; the ids of what must be asked for singly."""
        durable, steps = self.house.durable, self._steps
        left: list[str] = []
        for number, part in enumerate(parts):
            batch = await self._begin(f"{self.run_id}-{number}", part)
            if batch:
                self._begun[batch] = part
            else:
                left += part
        await self._end(await self._wait(LONGEST_HOURS, told))
        for batch, part in list(self._begun.items()):
            await durable.patient_step("take over", steps.take_over, batch, part)
            await self._forget(batch)
            left += await durable.step("missing", steps.missing, part)
        return left

    async def let_go(self) -> None:
        """Nobody waits for the answers any more."""
        try:
            await self._end(list(self._begun))
        except TogiError as error:
            _stays(list(self._begun), error)
            return
        for batch in list(self._begun):
            await self._forget(batch)

    async def _begin(self, name: str, part: list[str]) -> str:
        """The id of a batch; "" where the provider takes none: its answers are asked for singly."""
        durable, steps = self.house.durable, self._steps
        try:
            return await durable.unhurried_step("begin batch", steps.begin, name, part)
        except TogiError as error:
            structlog.get_logger().warning("no batch, asked singly", batch=name, reason=str(error))
            return ""

    async def _wait(self, hours: float, told: Told | None = None) -> list[str]:
        """Until all have ended, or for so many hours; the ids of those that go on."""
        durable, usual = self.house.durable, self.house.settings.poll_seconds
        seen: dict[str, Look] = {}
        pause, waited, shown = usual, 0.0, -1
        while True:
            for batch in self._begun:
                if batch not in seen or not seen[batch]["is_over"]:
                    seen[batch] = await durable.patient_step("look", self._steps.look, batch)
            done = sum(look["done"] for look in seen.values())
            if told and done != shown:
                await told(done)
                shown = done
            running = [batch for batch, look in seen.items() if not look["is_over"]]
            if not running or waited > hours * 3600:
                return running
            await durable.sleep(pause)
            waited, pause = waited + pause, min(pause * SLOWER, usual * SLOWEST)

    async def _end(self, running: Sequence[str]) -> None:
        """Cancel them and wait until they are over: only then can be read what was answered."""
        for batch in running:
            await self.house.durable.courtesy("cancel batch", self._steps.batches.cancel, batch)
        if running:
            await self._wait(ENDING_HOURS)

    async def _forget(self, batch: str) -> None:
        durable, forget = self.house.durable, self._steps.batches.forget
        try:
            await durable.unhurried_step("forget batch", forget, batch)
        except TogiError as error:
            _stays([batch], error)
        del self._begun[batch]


def _stays(batches: list[str], error: TogiError) -> None:
    structlog.get_logger().warning("files of batches stay", batches=batches, reason=str(error))
