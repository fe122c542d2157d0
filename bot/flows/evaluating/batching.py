"""Many answers at once, from a provider that gives them when it has time: within a day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
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


async def answer_in_batches(
    house: House,
    run_id: str,
    parts: Sequence[list[str]],
    told: Callable[[int], Awaitable[None]],
) -> list[str]:
    """Let each part be answered as a batch; the ids of the answers that must be asked for singly.

    `told` hears how many are done. Batches that nobody waits for any more are cancelled.
    """
    batches = Batches(house.chat.profile, house.chat.client)
    durable, steps = house.durable, Steps(house, batches)
    begun: list[tuple[str, list[str]]] = []
    left: list[str] = []
    try:
        for number, part in enumerate(parts):
            name = f"{run_id}-{number}"
            batch = await _begun(steps, name, part)
            begun += [(batch, part)] if batch else []
            left += [] if batch else part
        await _wait(house, steps, [batch for batch, _ in begun], told)
        for batch, part in begun:
            await durable.patient_step("take over", steps.take_over, batch, part)
            await durable.courtesy("forget batch", batches.forget, batch)
            left += await durable.step("missing", steps.missing, part)
    except TogiError:
        for batch, _ in begun:
            await durable.courtesy("cancel batch", batches.cancel, batch)
        raise
    return left


async def _begun(steps: Steps, name: str, part: list[str]) -> str:
    """The id of a batch; "" where the provider takes none: its answers are asked for singly."""
    try:
        return await steps.house.durable.unhurried_step("begin batch", steps.begin, name, part)
    except TogiError as error:
        structlog.get_logger().warning("no batch, asked singly", batch=name, reason=str(error))
        return ""


async def _wait(
    house: House, steps: Steps, batches: Sequence[str], told: Callable[[int], Awaitable[None]]
) -> None:
    """Until all have ended; one that outlives its day is cancelled."""
    durable, usual = house.durable, house.settings.poll_seconds
    seen: dict[str, Look] = {}
    pause, waited, shown = usual, 0.0, -1
    while True:
        for batch in batches:
            if batch not in seen or not seen[batch]["is_over"]:
                seen[batch] = await durable.patient_step("look", steps.look, batch)
        done = sum(look["done"] for look in seen.values())
        if done != shown:
            await told(done)
            shown = done
        running = [batch for batch, look in seen.items() if not look["is_over"]]
        if not running:
            return
        if waited > LONGEST_HOURS * 3600:
            for batch in running:
                await durable.courtesy("cancel batch", steps.batches.cancel, batch)
            return
        await durable.sleep(pause)
        waited, pause = waited + pause, min(pause * SLOWER, usual * SLOWEST)
