"""An hour of traffic against Slack's limits, by a clock that jumps from one moment to the next."""

from __future__ import annotations

import asyncio
import random
import selectors
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field

from bot.slack.budget import MINUTE, Budget, Budgets

HOUR, CHANNELS, SPARED = 3600.0, 25, 15
SLACK = {"start": 20, "stop": 20, "append": 100, "update": 50, "session": 50, "sign": 600}
ANSWERING = 2.5  # seconds that a model speaks


class Jumping(selectors.DefaultSelector):
    """Nothing ever waits: the time that would have been slept through is over at once."""

    now = 0.0

    def select(
        self, timeout: float | None = None
    ) -> list[tuple[selectors.SelectorKey, selectors._EventMask]]:
        self.now += timeout or 0.0
        return super().select(0)


class Simulated(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.jumping = Jumping()
        super().__init__(self.jumping)

    def time(self) -> float:
        return self.jumping.now


def simulate(story: Coroutine[object, object, None]) -> None:
    with asyncio.Runner(loop_factory=Simulated) as runner:
        runner.run(story)


def now() -> float:
    return asyncio.get_running_loop().time()


@dataclass
class Hour:
    """Answers that come and go as Togi gives them; every call with the second it was made in."""

    budgets: Budgets = field(default_factory=lambda: Budgets(clock=now))
    calls: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    asked: int = 0
    ended: int = 0

    def called(self, method: str) -> None:
        self.calls[method].append(now())

    async def answer(self, channel: str) -> None:
        self.asked += 1
        budgets = self.budgets
        if budgets.signs.take():
            self.called("sign")
        has_session = budgets.sessions.take(sparing=1) and budgets.sessions.take()
        if has_session:
            self.called("session")
        if budgets.starts.take():
            await self.stream()
        elif budgets.posts(channel).left and budgets.updates.promise(SPARED):
            await self.edit(channel)
        else:
            await asyncio.sleep(ANSWERING)
            await self.post(channel)
        if has_session:
            self.called("session")
        self.ended += 1

    async def stream(self) -> None:
        self.called("start")
        for _ in range(int(ANSWERING / 0.5)):
            await asyncio.sleep(0.5)
            if self.budgets.appends.take():
                self.called("append")
        await self.budgets.stops.turn()
        self.called("stop")

    async def edit(self, channel: str) -> None:
        await self.post(channel)
        await asyncio.sleep(ANSWERING)
        if self.budgets.updates.spare > SPARED:
            await self.update()
        await self.update()
        self.budgets.updates.promised -= 1

    async def update(self) -> None:
        await self.budgets.updates.turn()
        self.called("update")

    async def post(self, channel: str) -> None:
        await self.budgets.posts(channel).turn()
        self.called(channel)

    async def pass_by(self) -> None:
        """A question a second, and every ten minutes 200 at once."""
        chance = random.Random(4)  # noqa: S311 (traffic, not a secret)
        async with asyncio.TaskGroup() as answers:
            for second in range(int(HOUR)):
                for _ in range(200 if second % 600 == 300 else 1):
                    answers.create_task(self.answer(f"C{chance.randrange(CHANNELS)}"))
                await asyncio.sleep(chance.uniform(0.5, 1.5))


def busiest(moments: list[float], seconds: float) -> int:
    """The most calls that any such window holds."""
    return max(
        number + 1 - bisect_left(moments, moment - seconds + 1e-6)
        for number, moment in enumerate(moments)
    )


def test_an_hour_of_traffic_keeps_to_slacks_limits_in_every_minute() -> None:
    hour = Hour()
    simulate(hour.pass_by())

    assert hour.ended == hour.asked == HOUR + 6 * 199
    most: Mapping[str, int] = {method: busiest(hour.calls[method], MINUTE) for method in SLACK}
    assert {method: most[method] for method in SLACK if most[method] > SLACK[method]} == {}
    assert all(most[method] > 0.8 * SLACK[method] for method in ("start", "append", "session"))
    channels = [moments for method, moments in hour.calls.items() if method not in SLACK]
    assert len(channels) == CHANNELS
    assert max(busiest(moments, MINUTE) for moments in channels) <= 64  # one a second, 4 at once
    assert max(busiest(moments, 1.0) for moments in channels) <= 4


def test_final_states_get_their_turn_in_the_order_they_came() -> None:
    turns: list[int] = []

    async def story() -> None:
        budget = Budget(5, clock=now)

        async def final(number: int) -> None:
            await budget.turn()
            turns.append(number)

        async with asyncio.TaskGroup() as finals:
            for number in range(40):
                finals.create_task(final(number))
                await asyncio.sleep(1)
                while budget.take(sparing=2):
                    pass
        assert now() <= (40 / 5 + 1) * MINUTE

    simulate(story())
    assert turns == list(range(40))


def test_passing_states_leave_what_they_are_to_spare() -> None:
    async def story() -> None:
        budget = Budget(10, clock=now)
        granted = sum(budget.take(sparing=3) for _ in range(50))
        assert (granted, budget.left) == (7, 3)

        before = now()
        for _ in range(3):
            await budget.turn()
        assert now() == before

    simulate(story())


def test_what_was_promised_to_an_end_is_not_given_to_a_beginning() -> None:
    async def story() -> None:
        budget = Budget(10, clock=now)
        begun = sum(budget.promise(sparing=4) for _ in range(50))
        assert (begun, budget.spare, budget.left) == (6, 4, 10)

        before = now()
        for _ in range(begun):
            await budget.turn()
            budget.promised -= 1
        assert now() == before
        assert budget.spare == 4

    simulate(story())
