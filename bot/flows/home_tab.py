"""Draws somebody's Home tab: read, shown at once, and its chart as soon as it is painted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from slack_sdk.errors import SlackApiError

from bot.flows.house import House
from bot.locales import Words
from bot.slack.files import upload_picture
from bot.slack.people import Known
from bot.slack.refusals import detail
from bot.views.home import Shown, home
from bot.views.rating_chart import Bars, bars, draw, in_words
from core.evaluation import Unrated, overview
from core.people import Role
from core.people.persons import EVERYBODY
from core.storage import utc_now


async def draw_home(house: House, person: Known, direct: str) -> None:
    """Show a person where things stand; `direct` is the channel of their direct messages."""
    team = person.person.team
    async with house.database.reading() as session:
        everything = await overview(session, team=team, person=person.id, channel=direct)
    public = await house.places.public(house.slack, everything.channels)
    seen = everything.seen_from({*public, direct})
    figures = bars(seen.summary)
    key = (person.say.language, figures)
    shown = Shown(
        overview=seen,
        may_operate=person.role is Role.OPERATOR,
        now=utc_now(),
        direct=direct,
        operators=sorted(house.people.operators.named - {EVERYBODY}),
        links=await _links(house, seen.unrated),
        picture=house.homes.picture(key),
    )
    hashed = await _publish(house, person, shown, "")
    if not figures or shown.picture:
        return
    file = await house.homes.keep_picture(
        house.slack, key, lambda: _paint(house, figures, person.say)
    )
    await _publish(house, person, replace(shown, picture=file), hashed)


async def draw_home_of(house: House, team: str, user: str) -> None:
    """Bring somebody's Home tab up to date, if they looked at it lately."""
    if not house.homes.looked_lately(team, user):
        return
    person = await house.people.get(house.slack, team=team, user=user)
    await draw_home(house, person, await house.direct(user))


async def _publish(house: House, person: Known, shown: Shown, earlier: str) -> str:
    """The hash of what is shown now; with an `earlier` one, nothing newer is replaced."""
    view = home(shown, person.say)
    try:
        done = await house.slack.views_publish(user_id=person.id, view=view, hash=earlier or None)
    except SlackApiError as error:
        if detail(error) != "hash_conflict":
            raise
        return earlier
    return str(done["view"]["hash"])


async def _links(house: House, answers: Sequence[Unrated]) -> dict[str, str]:
    public = [one for one in answers if not one.only_theirs]
    found = await asyncio.gather(
        *(house.places.link(house.slack, one.channel, one.ts) for one in public)
    )
    return {one.answer_id: link for one, link in zip(public, found, strict=True) if link}


async def _paint(house: House, figures: Bars, say: Words) -> str:
    png = await asyncio.to_thread(draw, figures, say)
    return await upload_picture(house.slack, "ratings.png", png, in_words(figures, say))
