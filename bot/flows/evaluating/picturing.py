"""The picture of a verdict: nothing depends on it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.flows.evaluating.contest import contest_of
from bot.flows.evaluating.judging import judged
from bot.flows.house import House
from bot.locales import words_for
from bot.slack.files import upload_picture
from bot.views.evaluation.verdict_chart import Chart, draw, in_words


@dataclass(frozen=True, slots=True)
class Picturing:
    """Each is uploaded once, though several votes may have found a verdict to be in."""

    house: House
    _done: dict[str, Chart | None] = field(default_factory=dict)  # by run
    _painting: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def paint(self, run_id: str) -> Chart | None:
        """None where no question was decided."""
        async with self._painting:
            if run_id not in self._done:
                self._done[run_id] = await self._paint(run_id)
            return self._done[run_id]

    async def _paint(self, run_id: str) -> Chart | None:
        contest = await contest_of(self.house, run_id)
        say = words_for(contest.state.run.locale)
        points = (await judged(self.house, contest.state)).course
        if not points:
            return None
        baseline, challenger, *_ = (contest.names[one.id] for one in contest.state.contestants)
        png = await asyncio.to_thread(draw, points, challenger, baseline, say)
        alt = in_words(points, challenger, baseline, say)
        file = await upload_picture(self.house.slack, f"{run_id}.png", png, alt)
        return {"file": file, "alt": alt}
