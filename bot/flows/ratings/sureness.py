"""After a summary: how sure it is, with a chart, worked out behind what was answered at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError

from bot.flows.house import House
from bot.slack.files import upload_picture
from bot.views.ratings.score_chart import draw, figures, in_words, shown_models
from bot.views.ratings.sureness import sureness_card
from core.evaluation import Summary
from core.evaluation.sureness import Sureness, read_known, sureness

if TYPE_CHECKING:
    from bot.locales import Words
    from bot.views.blocks import Message
    from core.models import Model

Show = Callable[["Message"], Awaitable[bool]]


async def tell_how_sure(house: House, summary: Summary, say: Words, show: Show) -> None:
    """`show` says whether Slack took a message: it may not have looked at a new picture yet."""
    models = [one.model for one in summary.models]
    async with house.database.reading() as session:
        known = await read_known(session, models)
    found = await asyncio.to_thread(sureness, known)
    if not found.measures:
        return  # of thumbs alone, the summary says all there is
    shown = shown_models(models, found)
    file = await _picture(house, shown, found, say)
    chart = (file, in_words(shown, found, say)) if file else None
    if chart and await show(sureness_card(summary, found, say, chart)):
        return
    await show(sureness_card(summary, found, say))


async def _picture(house: House, models: list[Model], found: Sureness, say: Words) -> str | None:
    """The file of a chart, or None where Slack takes none now."""

    async def paint() -> str:
        png = await asyncio.to_thread(draw, models, found, say)
        return await upload_picture(house.slack, "scores.png", png, in_words(models, found, say))

    key = (say.language, "scores", figures(models, found))
    try:
        return await house.homes.keep_picture(house.slack, key, paint)
    except (SlackClientError, ClientError, TimeoutError):
        return None
