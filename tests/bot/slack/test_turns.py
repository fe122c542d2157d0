"""One at a time for each key."""

from __future__ import annotations

import asyncio

from bot.slack.turns import Turns


async def test_one_at_a_time_for_a_key_and_at_once_for_different_ones() -> None:
    turns, inside, most = Turns(), {"a": 0, "b": 0}, {"a": 0, "b": 0}
    both = asyncio.Barrier(2)

    async def hold(key: str, *, first: bool = False) -> None:
        async with turns.of(key):
            inside[key] += 1
            most[key] = max(most[key], inside[key])
            if first:
                await both.wait()  # needs the other key's first one
            await asyncio.sleep(0)
            inside[key] -= 1

    async with asyncio.timeout(10):
        await asyncio.gather(
            hold("a", first=True), hold("b", first=True), *(hold("a") for _ in range(5))
        )

    assert most == {"a": 1, "b": 1}
    assert not turns._turns


async def test_whoever_fails_leaves_the_turn_to_the_next() -> None:
    turns = Turns()

    async def fail() -> None:
        async with turns.of("a"):
            raise LookupError

    async def hold() -> str:
        async with turns.of("a"):
            return "done"

    failed, done = await asyncio.gather(fail(), hold(), return_exceptions=True)

    assert isinstance(failed, LookupError)
    assert done == "done"


async def test_what_one_will_do_who_waits_already_is_not_waited_for_by_others() -> None:
    turns, begun, let_go = Turns(), asyncio.Event(), asyncio.Event()
    seen: list[int] = []
    news = 0

    async def draw(*, is_slow: bool = False) -> bool:
        async with turns.unless_awaited("a") as is_due:
            if not is_due:
                return False
            seen.append(news)
            if is_slow:
                begun.set()
                await let_go.wait()
            return True

    slow = asyncio.create_task(draw(is_slow=True))
    await begun.wait()
    several = [asyncio.create_task(draw()) for _ in range(5)]
    await asyncio.sleep(0)
    news = 1
    let_go.set()

    assert await slow
    assert [await one for one in several] == [True, False, False, False, False]
    assert seen == [0, 1]
    assert await draw()
    assert not turns._turns
