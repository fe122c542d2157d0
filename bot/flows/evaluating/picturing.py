"""The picture of a verdict: nothing depends on it."""

from __future__ import annotations

import asyncio

from bot.flows.evaluating.contest import contest_of
from bot.flows.evaluating.judging import judged
from bot.flows.house import House
from bot.locales import words_for
from bot.slack.files import upload_picture
from bot.views.evaluation.names import Contest
from bot.views.evaluation.verdict_chart import Chart, draw, in_words
from core.evaluation.runs.concluded import keep_picture, picture_of
from core.evaluation.verdicts.history import History


async def paint(house: House, run_id: str) -> bool:
    """Whether there is a picture: none where no question was decided.

    It is uploaded once, though several votes may have found a verdict to be in.
    """
    async with house.posting.of(f"paint:{run_id}"):
        contest = await contest_of(house, run_id)
        points = (await judged(house, contest.state)).course
        if not points or await _file(house, run_id):
            return bool(points)
        say = words_for(contest.state.run.locale)
        png = await asyncio.to_thread(draw, points, *contest.in_pictures, say)
        file = await upload_picture(house.slack, f"{run_id}.png", png, _alt(contest, points))
        async with house.database.transaction() as session:
            await keep_picture(session, run_id, file)
        return True


async def chart_of(house: House, contest: Contest, points: History) -> Chart | None:
    """What was painted before."""
    file = await _file(house, contest.state.run.id)
    return {"file": file, "alt": _alt(contest, points)} if file else None


async def _file(house: House, run_id: str) -> str | None:
    async with house.database.reading() as session:
        return await picture_of(session, run_id)


def _alt(contest: Contest, points: History) -> str:
    return in_words(points, *contest.in_pictures, words_for(contest.state.run.locale))
