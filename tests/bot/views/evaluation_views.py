"""The verdict, what was decided after it and what it rests on, made of the words of others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.locales import Words
from bot.views.blocks import Message, View
from bot.views.evaluation import decided
from bot.views.evaluation.details import details
from bot.views.evaluation.names import Contest
from bot.views.evaluation.side_by_side import side_by_side
from bot.views.evaluation.verdict_card import verdict_card, who_decides
from bot.views.in_modal import in_modal
from core.evaluation.costs import ContestantCost, Latency
from core.evaluation.runs.ballots import Ballots, Cast
from core.evaluation.runs.judgement import judgement
from core.evaluation.runs.outcomes import Outcomes
from core.evaluation.runs.promoting import Decision
from core.evaluation.runs.tables import (
    Change,
    Choice,
    Contestant,
    Promotion,
    Run,
    RunState,
    Showing,
)
from core.evaluation.verdicts.judging import Judgement
from tests import builders as a

ASKER, HERE = "U0ASKER", "C0HERE"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
VOTERS = ("U0AIKO", "U0CHIKA", "U0DANA")


def the_run(**fields: object) -> Run:
    own = {"team": a.TEAM, "cause": "cmd:1", "channel": HERE, "started_by": ASKER, "locale": "en"}
    more = {"id": "evl_1", "votes_wanted": 3, "state": RunState.CLOSED}
    return Run(**{**own, **more, **fields})


def a_contest(
    words: str = "new", results: str = "wwwwwwwwwwlt", *, planned: int = 30, **run: object
) -> Contest:
    """Questions won (w), lost (l), tied (t) and begun (b: two votes of three) by the new model."""
    kept = the_run(**run)
    old, new = (
        Contestant(id=f"ctt_{number}", run_id=kept.id, number=number, model_id=f"mdl_{number}")
        for number in (0, 1)
    )
    texts = {
        (number, one.id): f"{one.id} to {number}" for number in range(planned) for one in (old, new)
    }
    cast = [
        Cast(showing(kept, new, number, voter), choice(result, number, voter), NOW)
        for number, result in enumerate(results)
        for voter in VOTERS[: 2 if result == "b" else 3]
    ]
    names = {old.id: "old" if words == "new" else words, new.id: words}
    return Contest(Ballots(kept, [old, new], texts, cast), names)


def showing(run: Run, versus: Contestant, number: int, voter: str) -> Showing:
    is_left = (number + VOTERS.index(voter)) % 2 == 0
    own = {"team": run.team, "run_id": run.id, "number": number, "versus": versus.id}
    return Showing(**own, rater=voter, challenger_is_left=is_left)


def choice(result: str, number: int, voter: str) -> Choice:
    if result == "t":
        return Choice.TIE
    is_left = (number + VOTERS.index(voter)) % 2 == 0
    return Choice.LEFT if is_left == (result != "l") else Choice.RIGHT


def found(contest: Contest) -> Judgement:
    return judgement(contest.state, {}, with_others=True)


def a_change(change: Change, **fields: object) -> Promotion:
    own = {"id": "pmt_1", "cause": "act:1", "team": a.TEAM, "channel": HERE, "change": change}
    figures = {"verdict": "promote", "win_rate": 10 / 11, "decisive": 11}
    models = {"model_id": "mdl_1", "previous_model_id": "mdl_0", "run_id": "evl_1"}
    return Promotion(**{**own, **figures, **models, "by": ASKER, "at": NOW, **fields})


def promotion(words: str = "new", **fields: object) -> Decision:
    return Decision(a_change(Change.PROMOTED, **fields), words, "old" if words == "new" else words)


def going_back(words: str = "old") -> Decision:
    figures = {"verdict": None, "win_rate": None, "decisive": None}
    kept = a_change(Change.ROLLED_BACK, **figures)
    return Decision(kept, words, "new" if words == "old" else words)


def the_card(contest: Contest, say: Words, **more: object) -> Message:
    return verdict_card(contest, found(contest), say, **more)  # type: ignore[arg-type]  # by name


def the_details(words: str, say: Words) -> Message:
    contest = replace(a_contest(words), decisions=[promotion(words), going_back(words)])
    return details(contest, found(contest), Outcomes((words,) * 9, (words,), (words,)), say)


def the_costs(words: str, say: Words) -> Message:
    contest = a_contest(words)
    took = Latency(p50=2000, answers=30)
    cost = ContestantCost(
        answers=30,
        unfinished=0,
        prompt_tokens=59,
        completion_tokens=15,
        first_token=took,
        total=took,
        money=None,
        is_free=True,
    )
    costs = {one.id: cost for one in contest.state.contestants}
    return side_by_side(contest, found(contest), costs, {}, say)


MESSAGES: dict[str, Callable[[str, Words], Message]] = {
    "verdict": lambda w, say: the_card(
        a_contest(w), say, who=who_decides([w[:80]] * 3, say, are_admins=False)
    ),
    "verdict that was acted upon": lambda w, say: the_card(
        replace(a_contest(w), decisions=[promotion(w)]), say
    ),
    "verdict that was gone back from": lambda w, say: the_card(
        replace(a_contest(w), decisions=[promotion(w), going_back(w)]), say
    ),
    "proposed": lambda w, say: decided.proposed(a_contest(w), ASKER, say),
    "agreed": lambda w, say: decided.agreed(a_contest(w), ASKER, ASKER, say),
    "promoted": lambda w, say: decided.promoted(promotion(w), say),
    "taken back": lambda w, say: decided.taken_back(promotion(w), going_back(w).kept, say),
    "rolled back": lambda w, say: decided.rolled_back(going_back(w), say),
    "rolled back already": lambda w, say: decided.rolled_back_already(
        going_back(w), f"{w} now", say
    ),
    "what answers take": the_costs,
}
VIEWS: dict[str, Callable[[str, Words], View]] = {
    "details of a verdict": lambda w, say: in_modal("Details", the_details(w, say), say),
}
