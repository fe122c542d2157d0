"""The verdict that the Home tab shows: of the last comparison that everybody may look at."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from dataclasses import replace

from sqlmodel import col, select

from bot.flows.evaluating.contest import contest_of
from bot.flows.evaluating.judging import judged
from bot.flows.house import House
from bot.locales import Words
from bot.slack.files import upload_picture
from bot.views.evaluation.verdict_chart import Chart, draw, in_words
from bot.views.home.verdict import LastVerdict
from core.evaluation.runs.tables import Run, RunState


async def last_verdict(house: House, team: str, say: Words) -> LastVerdict | None:
    """With its picture, if that was painted before."""
    async with house.database.reading() as session:
        closed = await session.exec(
            select(Run)
            .where(Run.team == team, Run.state == RunState.CLOSED, col(Run.private_to).is_(None))
            .order_by(col(Run.closed_at).desc())
            .limit(1)
        )
        run = closed.first()
    if run is None or not await house.places.public(house.slack, [run.channel]):
        return None
    contest = await contest_of(house, run.id)
    found, course = await judged(house, contest.state)
    last = LastVerdict(contest=contest, found=found, course=course)
    file = house.homes.picture(_key(last, say))
    return replace(last, chart=_chart(last, file, say)) if file else last


async def painted(house: House, last: LastVerdict, say: Words) -> LastVerdict:
    async def paint() -> str:
        png = await asyncio.to_thread(draw, last.course, *last.contest.in_pictures, say)
        return await upload_picture(house.slack, "verdict.png", png, _alt(last, say))

    file = await house.homes.keep_picture(house.slack, _key(last, say), paint)
    return replace(last, chart=_chart(last, file, say))


def _key(last: LastVerdict, say: Words) -> Hashable:
    return (say.language, last.contest.state.run.id, last.course)


def _chart(last: LastVerdict, file: str, say: Words) -> Chart:
    return {"file": file, "alt": _alt(last, say)}


def _alt(last: LastVerdict, say: Words) -> str:
    return in_words(last.course, *last.contest.in_pictures, say)
