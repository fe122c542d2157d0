"""What voters are shown, from the invitation to the end, made of the words that others wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.locales import Words
from bot.views.blocks import Message
from bot.views.evaluation import ballot as ballots
from bot.views.evaluation import card
from bot.views.evaluation.ended import Ended, ended
from bot.views.evaluation.names import Contest
from core.evaluation.runs.ballots import Ballots, Cast
from core.evaluation.runs.judgement import judgement
from core.evaluation.runs.tables import Choice, Contestant, Run, Showing

ASKER, VOTER, HERE = "U0ASKER", "U0VOTER", "C0HERE"
AT = datetime(2026, 11, 1, tzinfo=UTC)
ADDRESS = "https://slack.example/archives/C0HERE/p1?thread_ts=1.1&cid=C0HERE"


def shown(words: str) -> ballots.Shown:
    return ballots.Shown(showing="shw_1", question=words, left=words, right=words, is_last=False)


def contest(words: str, *, closed_by: str | None = None, choices: str = "lrts") -> Contest:
    """A run of six questions, on the first few of which somebody has voted."""
    run = Run(team="T1", cause="c", channel=HERE, started_by=ASKER, locale="en", votes_wanted=1)
    run.closed_by = closed_by
    first, second = (Contestant(run_id=run.id, number=number, model_id="m") for number in (0, 1))
    texts = {(number, one.id): one.id for number in range(6) for one in (first, second)}
    of = {"l": Choice.LEFT, "r": Choice.RIGHT, "t": Choice.TIE, "s": Choice.SKIP}
    cast = [
        Cast(
            Showing(
                team="T1",
                run_id=run.id,
                number=number,
                versus=second.id,
                rater=VOTER,
                challenger_is_left=True,
            ),
            of[one],
            AT,
        )
        for number, one in enumerate(choices)
    ]
    state = Ballots(run, [first, second], texts, cast)
    return Contest(state, {first.id: words, second.id: words})


def an_end(words: str, **how: str) -> Ended:
    contested = contest(words, **how)  # type: ignore[arg-type]  # named at the call
    return Ended(contested, judgement(contested.state, {}), ADDRESS)


MESSAGES: dict[str, Callable[[str, Words], Message]] = {
    "invitation": lambda w, say: card.invitation(contest(w), VOTER, say),
    "invitation of oneself": lambda w, say: card.invitation(contest(w), ASKER, say),
    "first ballot": lambda w, say: ballots.ballot(shown(w), ballots.Place(1, 30), say),
    "next ballot": lambda w, say: ballots.ballot(
        replace(shown(w), is_last=True), ballots.Place(4, 30, is_saved=True, last="shw_0"), say
    ),
    "ballot of something erased": lambda w, say: ballots.ballot(shown(w), None, say),
    "nothing to vote on": lambda _, say: ballots.nothing_left("evl", 0, None, say, may_come=True),
    "all voted on": lambda _, say: ballots.nothing_left("evl", 30, "shw", say, may_come=False),
    "voted, more may come": lambda _, say: ballots.nothing_left(
        "evl", 1, "shw", say, may_come=True
    ),
    "in messages": lambda _, say: ballots.in_messages(ADDRESS, say),
    "in messages, nobody knows where": lambda _, say: ballots.in_messages(None, say),
    "ended, untold": lambda w, say: ended(Ended(contest(w)), VOTER, say),
    "ended": lambda w, say: ended(an_end(w, choices="lrtlrt"), VOTER, say),
    "ended early": lambda w, say: ended(an_end(w), VOTER, say),
    "ended by somebody": lambda w, say: ended(an_end(w, closed_by=ASKER), VOTER, say),
    "ended, for all": lambda w, say: ended(replace(an_end(w), address=None), None, say),
}
MESSAGES |= {
    f"ballot again, {choice.value}": lambda w, say, choice=choice: ballots.ballot(  # type: ignore[misc]  # bound now
        shown(w), choice, say
    )
    for choice in Choice
}
