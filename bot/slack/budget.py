"""How often Slack lets an app call each method, kept to beforehand, so that no person meets a 429.

Tiers, per method, workspace and app: docs.slack.dev/apis/web-api/rate-limits. Some calls of each
minute are left for whatever else the app does and for clocks that disagree.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

MINUTE = 60.0
CHANNELS_REMEMBERED = 1000


@dataclass(slots=True)
class Budget:
    """At most so many calls in any `seconds`: passing states ask, final states wait for a turn."""

    calls: int
    seconds: float = MINUTE
    clock: Callable[[], float] = time.monotonic
    promised: int = 0  # to final states of what passing states began
    _spent: deque[float] = field(default_factory=deque)
    _queue: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def left(self) -> int:
        now = self.clock()
        while self._spent and now - self._spent[0] >= self.seconds:
            self._spent.popleft()
        return self.calls - len(self._spent)

    def take(self, sparing: int = 0) -> bool:
        """Whether one more call may be made now and `sparing` more could be made after it.

        Never before those who wait for their turn.
        """
        if self._queue.locked() or self.left <= sparing:
            return False
        self._spent.append(self.clock())
        return True

    @property
    def spare(self) -> int:
        """What is left for passing states."""
        return self.left - self.promised

    def promise(self, sparing: int = 0) -> bool:
        """Whether something may begin that one more call must end: that call is set aside."""
        if self.spare <= sparing:
            return False
        self.promised += 1
        return True

    async def turn(self) -> None:
        """Wait until one more call may be made; first come, first served."""
        async with self._queue:
            if not self.left:
                await asyncio.sleep(self._spent[0] + self.seconds - self.clock())
            self._spent.append(self.clock())


class Budgets:
    """One budget a method, and one a channel for posting into it.

    `pace` scales them, for a workspace to which Slack grants more.
    """

    def __init__(self, pace: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace, self._clock = pace, clock
        self._in_channels: dict[str, Budget] = {}
        self.starts = self._budget(18)  # chat.startStream, tier 2
        self.stops = self._budget(18)  # chat.stopStream, tier 2
        self.appends = self._budget(90)  # chat.appendStream, tier 4
        self.updates = self._budget(45)  # chat.update, tier 3
        self.sessions = self._budget(45)  # agents.sessions.setStatus, tier 3
        self.signs = self._budget(540)  # assistant.threads.setStatus, special

    def posts(self, channel: str) -> Budget:
        """`chat.postMessage`: one a second in a channel, a few of them at once."""
        if len(self._in_channels) > CHANNELS_REMEMBERED:
            self._in_channels.clear()
        return self._in_channels.setdefault(channel, self._budget(4, seconds=4.0))

    def _budget(self, calls: int, seconds: float = MINUTE) -> Budget:
        return Budget(max(1, round(calls * self._pace)), seconds, self._clock)
