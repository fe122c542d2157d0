"""Draws somebody's Home tab: read, shown at once, and its chart as soon as it is painted."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.flows.datasets.asking_experts import opening_key
from bot.flows.home.last_verdict import last_verdict, painted
from bot.flows.house import House
from bot.locales import Words
from bot.slack.files import upload_picture
from bot.slack.people import Known
from bot.slack.posts import Post
from bot.slack.refusals import detail
from bot.views.home import Shown, home
from bot.views.ratings.rating_chart import Bars, bars, draw, in_words
from core.evaluation import Overview, overview
from core.people import Role
from core.people.persons import EVERYBODY
from core.storage import utc_now

MOMENT_SECONDS = 2.0


async def draw_home(house: House, person: Known, direct: str) -> None:
    """Show a person where things stand; `direct` is the channel of their direct messages."""
    team = person.person.team
    async with house.database.reading() as session:
        everything = await overview(session, team=team, person=person.id, channel=direct)
    public = await house.places.public(house.slack, everything.channels)
    seen = everything.seen_from({*public, direct})
    figures = bars(seen.summary)
    key = (person.say.language, figures)
    is_operator = person.role is Role.OPERATOR
    last = await last_verdict(house, team, person.say) if is_operator else None
    shown = Shown(
        overview=seen,
        may_operate=is_operator,
        now=utc_now(),
        direct=direct,
        operators=sorted(house.people.operators.named - {EVERYBODY}),
        links=await _links(house, seen),
        picture=house.homes.picture(key),
        verdict=last,
    )
    hashed = await _publish(house, person, shown, "")
    whole = shown
    if last and last.course and not last.chart:
        whole = replace(whole, verdict=await painted(house, last, person.say))
    if figures and not shown.picture:
        file = await house.homes.keep_picture(
            house.slack, key, lambda: _paint(house, figures, person.say)
        )
        whole = replace(whole, picture=file)
    if whole is not shown:
        await _publish(house, person, whole, hashed)


async def draw_home_of(house: House, team: str, user: str) -> None:
    """Bring somebody's Home tab up to date, if they looked at it lately."""
    if not house.homes.looked_lately(team, user):
        return
    person = await house.people.get(house.slack, team=team, user=user)
    await draw_home(house, person, await house.direct(user))


def draw_home_soon(house: House, team: str, user: str) -> None:
    """Bring a tab up to date behind what goes on; what happens in the same moment is one drawing.

    A courtesy: what fails is drawn the next time.
    """
    if house.homes.is_due(team, user):
        house.behind.go_on(_draw_in_a_moment(house, team, user))


async def _draw_in_a_moment(house: House, team: str, user: str) -> None:
    try:
        await asyncio.sleep(MOMENT_SECONDS)
    finally:
        house.homes.is_drawn(team, user)
    with suppress(SlackClientError, ClientError, TimeoutError):
        await draw_home_of(house, team, user)


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


async def _links(house: House, seen: Overview) -> dict[str, str]:
    """The addresses of what waits, where a message can be gone to."""
    where = {one.answer_id: (one.channel, one.ts) for one in seen.unrated if not one.only_theirs}
    async with house.database.reading() as session:
        for one in seen.undecided:
            post = await session.get(Post, opening_key(one.consultation))
            if post and post.ts:
                where[one.consultation] = (post.channel, post.ts)
    found = await asyncio.gather(
        *(house.places.link(house.slack, channel, ts) for channel, ts in where.values())
    )
    return {one: link for one, link in zip(where, found, strict=True) if link}


async def _paint(house: House, figures: Bars, say: Words) -> str:
    png = await asyncio.to_thread(draw, figures, say)
    return await upload_picture(house.slack, "ratings.png", png, in_words(figures, say))
