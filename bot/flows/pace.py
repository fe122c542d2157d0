"""How long the rest takes, by how fast it went so far in this process."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

ENOUGH = 5  # done at this pace, before which nobody knows it


@dataclass(slots=True)
class Pace:
    """Measured from the first number that it hears."""

    total: int
    clock: Callable[[], float] = time.monotonic
    _from: tuple[float, int] | None = None

    def left(self, done: int) -> float | None:
        """Seconds until all are done."""
        now = self.clock()
        if self._from is None:
            self._from = now, done
        began, before = self._from
        if done - before < ENOUGH:
            return None
        return (now - began) / (done - before) * (self.total - done)
