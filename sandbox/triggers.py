"""Trigger ids, good for three seconds, and response URLs, good for five uses in 30 minutes."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import TypeVar

from sandbox.refusal import Refusal

TRIGGER_S = 3.0
HOOK_S = 30 * 60
HOOK_USES = 5


@dataclass
class Trigger:
    """Permission to open a modal for somebody who just did something."""

    user: str
    made: float
    view_id: str | None = None  # the modal in which it happened
    used: bool = False


@dataclass
class Hook:
    """A response URL: permission to answer where somebody did something."""

    user: str
    channel: str
    made: float
    thread_ts: str = ""
    message_ts: str = ""
    uses: int = 0


_Dated = TypeVar("_Dated", Trigger, Hook)


class Triggers:
    """All that was handed out since the start."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._triggers: dict[str, Trigger] = {}
        self._hooks: dict[str, Hook] = {}

    def trigger(self, user: str, view_id: str | None = None) -> str:
        trigger_id = (
            f"{time.time_ns() // 1_000_000}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        )
        _forget_old(self._triggers)
        self._triggers[trigger_id] = Trigger(user, time.monotonic(), view_id)
        return trigger_id

    def known(self, trigger_id: str) -> Trigger:
        if trigger_id not in self._triggers:
            raise Refusal("invalid_trigger_id")
        return self._triggers[trigger_id]

    def exchange(self, trigger_id: str) -> Trigger:
        trigger = self.known(trigger_id)
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if time.monotonic() - trigger.made > TRIGGER_S:
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger

    def hook(self, user: str, channel: str, *, thread_ts: str = "", message_ts: str = "") -> str:
        _forget_old(self._hooks)
        secret = secrets.token_urlsafe(24)
        self._hooks[secret] = Hook(user, channel, time.monotonic(), thread_ts, message_ts)
        return f"{self._base_url}/hooks/{secret}"

    def use(self, secret: str) -> Hook:
        hook = self._hooks.get(secret)
        if hook is None:
            raise Refusal("invalid_url")
        if time.monotonic() - hook.made > HOOK_S:
            raise Refusal("expired_url")
        if hook.uses >= HOOK_USES:
            raise Refusal("used_url")
        hook.uses += 1
        return hook


def _forget_old(kept: dict[str, _Dated]) -> None:
    """Drop what is long dead; dicts keep their order, so the oldest stand first."""
    long_ago = time.monotonic() - 2 * HOOK_S
    while kept and next(iter(kept.values())).made < long_ago:
        del kept[next(iter(kept))]
