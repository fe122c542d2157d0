"""More than two models on one scale, as a table."""

from __future__ import annotations

from math import exp

from bot.locales import Words
from bot.views.blocks import NOTHING, Block, table
from bot.views.evaluation.names import Contest
from core.evaluation.runs.judgement import PAIR
from core.evaluation.verdicts.judging import Judgement


def strengths(contest: Contest, found: Judgement, say: Words) -> list[Block]:
    """The strongest first; two models need no scale, their win rate says it all."""
    values = found.strengths.values
    if len(values) <= PAIR:
        return []
    heads = [
        say("Model"),
        say("Strength (Bradley-Terry, log)"),
        say("95% interval"),
        say("Would win against {baseline}", baseline=contest.names[found.baseline]),
    ]
    rows = [heads]
    for one in sorted(values, key=lambda key: -values[key]):
        chance = 1 / (1 + exp(values[found.baseline] - values[one]))
        rows.append(
            [
                contest.names[one],
                say.number(values[one], 2),
                _interval(found, one, say),
                NOTHING if one == found.baseline else f"{say.number(100 * chance)}%",
            ]
        )
    return [table(rows)]


def _interval(found: Judgement, one: str, say: Words) -> str:
    if not found.strengths.ci95:
        return say("unknown")
    low, high = (say.number(bound, 2) for bound in found.strengths.ci95[one])
    return say("{low} to {high}", low=low, high=high)
