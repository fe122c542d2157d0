"""The last verdict between two models, with its picture, for who can act on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.locales import Words
from bot.views.blocks import Block, actions, button, context, header, picture, section
from bot.views.evaluation.card import DETAILS, title
from bot.views.evaluation.decided import decisions
from bot.views.evaluation.names import Contest
from bot.views.evaluation.verdict import headline, numbers, why
from bot.views.evaluation.verdict_chart import Chart
from core.evaluation.verdicts.history import History
from core.evaluation.verdicts.judging import Judgement

if TYPE_CHECKING:
    from bot.views.home.shown import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class LastVerdict:
    contest: Contest
    found: Judgement
    course: History
    chart: Chart | None = None


def verdict(shown: Shown, say: Words) -> list[Block]:
    last = shown.verdict
    if not (last and shown.may_operate):
        return []
    contest, found = last.contest, last.found
    told = f"{headline(contest, found, say)}\n{why(contest, found, say)}"
    blocks = [header(say("The last comparison")), section(told)]
    if last.chart:
        blocks.append(picture(last.chart["file"], last.chart["alt"]))
    if decided := decisions(contest, say):
        blocks.append(section(decided))
    blocks.append(context(title(contest, say), numbers(found, say)))
    return [*blocks, actions(button(say("Details"), DETAILS, contest.state.run.id))]
