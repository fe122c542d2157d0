"""Contestants side by side: what an answer takes of each, and whether each says the same again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.locales import Words
from bot.views.blocks import NOTHING, Message, clip, context, message, section, table
from bot.views.evaluation.names import Contest
from core.evaluation.costs import ContestantCost, Latency
from core.evaluation.promise import promise
from core.evaluation.runs.tables import Contestant
from core.evaluation.verdicts.judging import Judgement, Verdict

if TYPE_CHECKING:
    from core.evaluation.consistency import OverQuestions

THOUSAND = 1000
HEAD_LENGTH = 16


def side_by_side(
    contest: Contest,
    found: Judgement,
    costs: Mapping[str, ContestantCost],
    same: Mapping[str, OverQuestions],
    say: Words,
) -> Message:
    everybody = _new_first(contest)
    rows = [
        [say("Per answer"), *_heads(contest, say)],
        [say("Questions won"), *(_won(found, one.id, say) for one in everybody)],
        [say("Tokens in"), *(_number(costs[one.id].prompt_tokens, say) for one in everybody)],
        [say("Tokens out"), *(_number(costs[one.id].completion_tokens, say) for one in everybody)],
        [say("First word"), *(_time(costs[one.id].first_token, say) for one in everybody)],
        [say("Whole answer"), *(_time(costs[one.id].total, say) for one in everybody)],
        *_timed(everybody, costs, say),
        [say("Price of 1,000 answers"), *(_money(costs[one.id], say) for one in everybody)],
    ]
    if same:
        again = [_again(same.get(one.id), say) for one in everybody]
        rows.append([say("Same facts again"), *again])
    title = say("What an answer takes")
    told = _promise(contest, found, costs, say)
    notes = [say("Means of the answers in this comparison; times are medians.")]
    if same:
        notes.append(say("Same facts again: questions to which every answer said the same facts."))
    return message(f"{title}\n{told}", section(f"*{title}*\n{told}"), table(rows), context(*notes))


def _new_first(contest: Contest) -> list[Contestant]:
    """The two that the verdict is about in front, where a narrow pane still shows them."""
    first, second, *others = contest.state.contestants
    return [second, first, *others]


def _heads(contest: Contest, say: Words) -> list[str]:
    """Short ones for these two, as no head of a column is wrapped: the names stand above."""
    others = (clip(contest.names[one.id], HEAD_LENGTH) for one in contest.state.contestants[2:])
    return [say("New"), say("Before"), *others]


def _promise(
    contest: Contest, found: Judgement, costs: Mapping[str, ContestantCost], say: Words
) -> str:
    """What the new model takes of what the other one takes; no more than the figures show."""
    first, second = contest.state.contestants[:2]
    ratios = promise(costs[second.id], costs[first.id])
    shares = []
    if tokens := _tokens(costs[second.id], costs[first.id]):
        shares.append(say("{share} of the tokens", share=say.percent(tokens)))
    if ratios.time:
        shares.append(say("{share} of the time", share=say.percent(ratios.time)))
    if ratios.money:
        shares.append(say("{share} of the money", share=say.percent(ratios.money)))
    names = {"challenger": contest.challenger, "baseline": contest.baseline}
    told = (
        say(
            "Compared with *{baseline}* (before), an answer of *{challenger}* (new) takes "
            "{shares}.",
            **names,
            shares=say.several(shares),
        )
        if shares
        else say("How *{challenger}* (new) compares with *{baseline}* (before):", **names)
    )
    return say.joined(told, _worth(found, say))


def _worth(found: Judgement, say: Words) -> str:
    match found.verdict:
        case Verdict.PROMOTE:
            return say("People find it better.")
        case Verdict.KEEP:
            return say("People don't find it better.")
        case _:
            return say("Whether it is as good isn't settled yet.")


def _tokens(one: ContestantCost, other: ContestantCost) -> float | None:
    mine, theirs = (_sum(cost) for cost in (one, other))
    return mine / theirs if mine is not None and theirs else None


def _sum(cost: ContestantCost) -> float | None:
    if cost.prompt_tokens is None or cost.completion_tokens is None:
        return None
    return cost.prompt_tokens + cost.completion_tokens


def _won(found: Judgement, contestant: str, say: Words) -> str:
    """The verdict is between two; how others did, the details say."""
    won = round((found.win_rate or 0) * found.decisive)
    counts = {found.challenger: won, found.baseline: found.decisive - won}
    if contestant not in counts:
        return NOTHING
    return say("{won} of {decisive}", won=counts[contestant], decisive=found.decisive)


def _number(value: float | None, say: Words) -> str:
    return say("unknown") if value is None else say.number(value)


def _time(latency: Latency | None, say: Words) -> str:
    if latency is None:
        return say("unknown")
    return say("{n} s", n=say.number(latency.p50 / THOUSAND, 2))


def _timed(
    everybody: Sequence[Contestant], costs: Mapping[str, ContestantCost], say: Words
) -> list[list[str]]:
    """On how many answers the times stand, where that is not all: batches tell no times."""
    ours = [costs[one.id] for one in everybody]
    counts = [(cost.total.answers if cost.total else 0, cost.answers) for cost in ours]
    if all(timed == answers for timed, answers in counts):
        return []
    told = [say("{timed} of {answers}", timed=timed, answers=all_) for timed, all_ in counts]
    return [[say("Answers that were timed"), *told]]


def _money(cost: ContestantCost, say: Words) -> str:
    if cost.money:
        return say.money(THOUSAND * cost.money.per_answer, cost.money.currency)
    return say("own machine") if cost.is_free else say("no price known")


def _again(found: OverQuestions | None, say: Words) -> str:
    if found is None or not found.questions:
        return say("unknown")
    return say("{stable} of {questions}", stable=found.stable, questions=found.questions)
