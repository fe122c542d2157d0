"""Time as Slack writes it: message timestamps that never repeat, ids nobody can guess."""

from __future__ import annotations

import secrets
import string
import time

_ALPHABET = string.ascii_uppercase + string.digits


class Clock:
    """Hands out message timestamps, strictly rising also when two fall into one microsecond."""

    def __init__(self) -> None:
        self._last = 0

    def seen(self, ts: str) -> None:
        """Never hand out a timestamp at or before this one (kept from an earlier run)."""
        seconds, _, micros = ts.partition(".")
        self._last = max(self._last, int(seconds) * 1_000_000 + int(micros))

    def ts(self) -> str:
        self._last = max(self._last + 1, time.time_ns() // 1_000)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


def now() -> int:
    return int(time.time())


def fresh_id(prefix: str) -> str:
    """An id such as F0A1B2C3D4."""
    return prefix + "0" + "".join(secrets.choice(_ALPHABET) for _ in range(9))
