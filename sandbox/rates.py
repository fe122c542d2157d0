"""How often each method may be called: Slack's tiers, as a table that a test can scale."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from sandbox.refusal import TooFast


@dataclass(frozen=True)
class Rate:
    """So many calls per second on average, so many at once."""

    name: str
    per_second: float
    burst: float
    per_channel: bool = False


def _per_minute(name: str, calls: int) -> Rate:
    return Rate(name, calls / 60, calls)


TIER_1 = _per_minute("tier 1", 1)
TIER_2 = _per_minute("tier 2", 20)
TIER_3 = _per_minute("tier 3", 50)
TIER_4 = _per_minute("tier 4", 100)
SPECIAL = _per_minute("special", 600)
POSTING = Rate("posting", 1, 4, per_channel=True)


@dataclass
class _Bucket:
    tokens: float
    at: float


class Rates:
    """A token bucket per method, and per channel where Slack counts per channel."""

    def __init__(self, scale: float = 1.0) -> None:
        self._scale = scale
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def take(self, method: str, rate: Rate, channel: str) -> None:
        """Count one call, or say how long to wait."""
        if math.isinf(self._scale):
            return
        burst = max(1.0, rate.burst * self._scale)
        speed = rate.per_second * self._scale
        at = time.monotonic()
        key = (method, channel if rate.per_channel else "")
        bucket = self._buckets.setdefault(key, _Bucket(burst, at))
        bucket.tokens = min(burst, bucket.tokens + (at - bucket.at) * speed)
        bucket.at = at
        if bucket.tokens < 1:
            raise TooFast(max(1, math.ceil((1 - bucket.tokens) / speed)))
        bucket.tokens -= 1
