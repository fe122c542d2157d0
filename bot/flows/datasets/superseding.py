"""The card of a version says so once a newer one has come: nobody trains on the old by mistake."""

from __future__ import annotations

from sqlmodel import col, select

from bot.flows.datasets.showing import shown
from bot.flows.house import House
from bot.locales import Words, words_for
from bot.slack.posts import Post
from bot.views.datasets.cards import card
from core.datasets.tables import Arrival, Version


async def supersede(house: House, version_id: str, say: Words) -> None:
    """Draw the card of the version before anew, where it has one."""
    async with house.database.reading() as session:
        version = await session.get(Version, version_id)
        if version is None:  # deleted since
            return
        older = await session.exec(
            select(Version)
            .where(Version.dataset_id == version.dataset_id, Version.number < version.number)
            .order_by(col(Version.number).desc())
            .limit(1)
        )
        before = older.first()
        if before is None:
            return
        post = await session.get(Post, f"dataset:{before.cause}")
        post = post or await session.get(Post, f"dataset:{before.id}")
        arrival = await session.get(Arrival, before.cause)
    if post and post.ts:
        words = words_for(arrival.locale) if arrival else say
        await house.edit(post.channel, post.ts, card(await shown(house, before.id), words))
