"""What goes on behind an acknowledgement: held, in turn, and ended with the process."""

from __future__ import annotations

import asyncio

import structlog

from bot.flows.behind import Behind


async def settle() -> None:
    """Let every task go as far as it can."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_whoever_waits_for_an_acknowledgement_goes_first() -> None:
    behind, done = Behind(), list[str]()

    async def story() -> None:
        async with behind.turn():
            done.append("behind")

    async with behind.awaited():
        behind.go_on(story())
        async with behind.awaited():
            await settle()
        await settle()
        done.append("acknowledged")
    await behind.end()

    assert done == ["acknowledged", "behind"]


async def test_behind_an_acknowledgement_that_takes_long_it_goes_on_all_the_same() -> None:
    behind, went_on = Behind(), asyncio.Event()

    async def story() -> None:
        async with behind.turn():
            went_on.set()

    async with behind.awaited():
        behind.go_on(story())
        await asyncio.wait_for(went_on.wait(), 30)


async def test_turns_are_taken_one_after_another() -> None:
    behind, now, most = Behind(), 0, 0

    async def story() -> None:
        nonlocal now, most
        async with behind.turn():
            now += 1
            most = max(most, now)
            await settle()
            now -= 1

    for _ in range(5):
        behind.go_on(story())
    await behind.end()

    assert (now, most) == (0, 1)


async def test_what_fails_is_in_the_log_and_stops_nothing_else() -> None:
    behind, done = Behind(), list[str]()

    async def failing() -> None:
        async with behind.turn():
            raise ValueError

    async def story() -> None:
        async with behind.turn():
            done.append("done")

    with structlog.testing.capture_logs() as logs:
        behind.go_on(failing())
        behind.go_on(story())
        await behind.end()

    assert done == ["done"]
    assert [entry["event"] for entry in logs] == ["bug"]


async def test_at_the_end_what_takes_too_long_is_broken_off() -> None:
    behind, ends = Behind(), list[str]()

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ends.append("broken off")

    behind.go_on(endless())
    await behind.end(patience=0.01)
    await settle()

    assert ends == ["broken off"]
