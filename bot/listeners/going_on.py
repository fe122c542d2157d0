"""Acknowledges at once and goes on behind: for what keeps nothing and may take a while.

Bolt's own lazy listeners copy the whole request, which costs as much as everything before it, and
leave a refusal in the log; here it reaches the person, as one before an acknowledgement does.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from functools import partial

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.house import House
from bot.listeners.errors import Body, is_event, refusal_of, tell

Listener = Callable[..., Awaitable[None]]
TRIED_AGAIN_AFTER = (1.0, 5.0, 30.0)  # seconds; Slack won't bring again what is acknowledged


def behind(house: House, story: Listener) -> Listener:
    """A listener for Bolt that acknowledges, and does what `story` does behind that."""
    wanted = tuple(inspect.signature(story).parameters)

    async def acknowledged(args: AsyncArgs) -> None:
        await args.ack()
        known = partial(story, **{name: getattr(args, name) for name in wanted})
        house.behind.go_on(to_its_end(house, known, args.body, args.client))

    return acknowledged


async def to_its_end(
    house: House, story: Callable[[], Awaitable[None]], body: Body, client: AsyncWebClient
) -> None:
    """Do something for a person, and tell them when it is refused; an event is tried again."""
    for wait in (*TRIED_AGAIN_AFTER, None):
        try:
            await story()
        except Exception as error:  # noqa: BLE001 (the one place that tells of it)
            refusal = refusal_of(error)
            if wait is None or not (is_event(body) and refusal.may_pass):
                await tell(house, refusal, body, client)
                return
            await asyncio.sleep(wait)
        else:
            return
