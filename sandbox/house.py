"""Everything that one running sandbox consists of, in one value."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.delivery import Delivery
from sandbox.faults import Faults
from sandbox.feed import Feed
from sandbox.json_types import JsonObject
from sandbox.links import Links
from sandbox.manifest import Manifest
from sandbox.rates import Rates
from sandbox.tokens import Tokens
from sandbox.triggers import Triggers
from sandbox.workspace import Workspace


@dataclass
class House:
    """The rooms know each other through this, and nothing else."""

    base_url: str
    port: int
    data: Path
    manifest: Manifest
    tokens: Tokens
    workspace: Workspace
    links: Links
    delivery: Delivery
    feed: Feed
    triggers: Triggers
    rates: Rates
    faults: Faults
    stream_ttl_s: float = 300.0
    calls: deque[JsonObject] = field(default_factory=lambda: deque(maxlen=10_000))
    choices: dict[tuple[str, str], JsonObject] = field(default_factory=dict)  # (who, message)
    prompts: dict[str, JsonObject] = field(default_factory=dict)  # channel → suggested prompts
    sessions: dict[tuple[str, str], JsonObject] = field(default_factory=dict)
    statuses: dict[tuple[str, str], asyncio.TimerHandle] = field(default_factory=dict)
    uploads: dict[str, str] = field(default_factory=dict)  # ticket → file
    promised: dict[str, int] = field(default_factory=dict)  # file → announced size

    @property
    def socket_url(self) -> str:
        return self.base_url.replace("http://", "ws://", 1)
