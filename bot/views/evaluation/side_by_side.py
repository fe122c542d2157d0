"""Contestants side by side: what an answer takes of each, and whether each says the same again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.locales import Words
from bot.views.blocks import Message, context, message, section, table
from bot.views.evaluation.names import Contest
from core.evaluation.costs import ContestantCost, Latency
from core.evaluation.promise import promise
from core.evaluation.verdicts.judging import Judgement, Verdict

if TYPE_CHECKING:
    from core.evaluation.consistency import OverQuestions

THOUSAND = 1000


def side_by_side(
    contest: Contest,
    found: Judgement,
    costs: Mapping[str, ContestantCost],
    same: Mapping[str, OverQuestions],
    say: Words,
) -> Message:
    heads = [
        say("Model"),
        say("Tokens in"),
        say("Tokens out"),
        say("First word"),
        say("Whole answer"),
        say("Price of 1,000 answers"),
        *([say("Same facts again")] if same else []),
    ]
    rows = [heads]
    for one in contest.state.contestants:
        cost = costs[one.id]
        rows.append(
            [
                contest.names[one.id],
                _number(cost.prompt_tokens, say),
                _number(cost.completion_tokens, say),
                _time(cost.first_token, say),
                _time(cost.total, say),
                _money(cost, say),
                *([_again(same.get(one.id), say)] if same else []),
            ]
        )
    title = say("What an answer takes")
    told = _promise(contest, found, costs, say)
    notes = [say("Means of the answers in this comparison; times are medians.")]
    if same:
        notes.append(say("Same facts again: questions to which every answer said the same facts."))
    return message(f"{title}\n{told}", section(f"*{title}*\n{told}"), table(rows), context(*notes))


def _promise(
    contest: Contest, found: Judgement, costs: Mapping[str, ContestantCost], say: Words
) -> str:
    """What the new model takes of what the other one takes, and whether that was worth it."""
    first, second = contest.state.contestants[:2]
    held = promise(costs[second.id], costs[first.id])
    shares = []
    if tokens := _tokens(costs[second.id], costs[first.id]):
        shares.append(say("{share} of the tokens", share=_percent(tokens, say)))
    if held.ratios.total:
        shares.append(say("{share} of the time", share=_percent(held.ratios.total, say)))
    if held.ratios.money:
        shares.append(say("{share} of the money", share=_percent(held.ratios.money, say)))
    if not shares:
        return say("What an answer takes isn't known.")
    told = say(
        "An answer of *{challenger}* takes {shares} of what one of *{baseline}* takes.",
        challenger=contest.challenger,
        baseline=contest.baseline,
        shares=say.several(shares),
    )
    gained = bool(held.is_cheaper or held.is_faster)
    match found.verdict:
        case Verdict.PROMOTE:
            worth = (
                say("It is better and takes less: training was worth it.")
                if gained
                else say("It is better, but takes no less.")
            )
        case Verdict.KEEP:
            worth = say("People don't find it better.")
        case _:
            worth = say("Whether it is as good isn't settled yet.")
    return say.joined(told, worth)


def _percent(share: float, say: Words) -> str:
    return f"{say.number(100 * share)}%"


def _tokens(one: ContestantCost, other: ContestantCost) -> float | None:
    mine, theirs = (_sum(cost) for cost in (one, other))
    return mine / theirs if mine is not None and theirs else None


def _sum(cost: ContestantCost) -> float | None:
    if cost.prompt_tokens is None or cost.completion_tokens is None:
        return None
    return cost.prompt_tokens + cost.completion_tokens


def _number(value: float | None, say: Words) -> str:
    return say("unknown") if value is None else say.number(value)


def _time(latency: Latency | None, say: Words) -> str:
    if latency is None:
        return say("unknown")
    return say("{n} s", n=say.number(latency.p50 / THOUSAND, 2))


def _money(cost: ContestantCost, say: Words) -> str:
    if cost.money:
        return say.money(THOUSAND * cost.money.per_answer, cost.money.currency)
    return say("own machine") if cost.is_free else say("no price known")


def _again(found: OverQuestions | None, say: Words) -> str:
    if found is None or not found.questions:
        return say("unknown")
    return say("{stable} of {questions}", stable=found.stable, questions=found.questions)
