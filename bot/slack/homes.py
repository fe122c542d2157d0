"""Who looked at their Home tab lately, and the charts that Slack keeps for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

LATELY_SECONDS = 3600.0
MOST_PICTURES = 16


@dataclass
class Homes:
    """Of this process alone: what is forgotten is drawn again when somebody looks."""

    _looked: dict[tuple[str, str], float] = field(default_factory=dict)
    _pictures: dict[Hashable, str] = field(default_factory=dict)
    _due: set[tuple[str, str]] = field(default_factory=set)
    _painting: asyncio.Lock = field(default_factory=asyncio.Lock)

    def looks(self, team: str, person: str) -> None:
        """Note that somebody has their Home tab before them."""
        now = time.monotonic()
        self._looked = {
            who: at for who, at in self._looked.items() if now - at < LATELY_SECONDS
        } | {(team, person): now}

    def looked_lately(self, team: str, person: str) -> bool:
        at = self._looked.get((team, person))
        return at is not None and time.monotonic() - at < LATELY_SECONDS

    def is_due(self, team: str, person: str) -> bool:
        """Whether somebody's tab is to be drawn anew, and nobody is about to do it."""
        if not self.looked_lately(team, person) or (team, person) in self._due:
            return False
        self._due.add((team, person))
        return True

    def is_drawn(self, team: str, person: str) -> None:
        self._due.discard((team, person))

    def picture(self, figures: Hashable) -> str | None:
        """The file of a chart of these figures, if it was drawn before."""
        return self._pictures.get(figures)

    async def keep_picture(
        self, client: AsyncWebClient, figures: Hashable, paint: Callable[[], Awaitable[str]]
    ) -> str:
        """The file of a chart, painted once for the same figures; the oldest ones are removed."""
        async with self._painting:
            if figures not in self._pictures:
                self._pictures[figures] = await paint()
            while len(self._pictures) > MOST_PICTURES:
                oldest = self._pictures.pop(next(iter(self._pictures)))
                await _remove(client, oldest)
            return self._pictures[figures]


async def _remove(client: AsyncWebClient, file: str) -> None:
    try:
        await client.files_delete(file=file)
    except SlackApiError:
        return  # gone already, or it stays: nobody is shown it any more
