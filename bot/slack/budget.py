"""How many edits Slack lets a workspace make, so that those that matter always go through."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field

WINDOW_SECONDS = 60.0


@dataclass(slots=True)
class Budget:
    """A sliding minute of calls to one method.

    Slack allows 50 `chat.update` a minute for an app in a workspace (tier 3). Passing states of
    an answer may use `per_minute` of them and are left out beyond that; final states don't ask.
    """

    per_minute: int = 40
    _spent: deque[float] = field(default_factory=deque)

    def take(self) -> bool:
        """Whether one more passing state may be shown now."""
        now = time.monotonic()
        while self._spent and now - self._spent[0] >= WINDOW_SECONDS:
            self._spent.popleft()
        if len(self._spent) >= self.per_minute:
            return False
        self._spent.append(now)
        return True
