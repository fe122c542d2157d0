"""When the voting ended, and which votes count: only those on questions that have them all."""

from __future__ import annotations

from dataclasses import dataclass

from bot.locales import Words
from bot.views.evaluation.names import Contest
from core.evaluation.verdicts.judging import Judgement


@dataclass(frozen=True, slots=True)
class Counted:
    """Of the new model against the one in use; others that contest have votes of their own."""

    questions: int
    settled: int  # questions with all their votes
    planned: int  # votes
    given: int
    used: int

    @property
    def unused(self) -> int:
        return max(0, self.given - self.used)


def counted(contest: Contest, found: Judgement) -> Counted:
    state = contest.state
    pairs = [one for one in state.pairs if one.versus == found.challenger]
    return Counted(
        questions=len(pairs),
        settled=found.settled,
        planned=len(pairs) * state.run.votes_wanted,
        given=sum(len(state.votes_on(one)) for one in pairs),
        used=found.votes,
    )


def ending(contest: Contest, found: Judgement, say: Words) -> str:
    """Nothing where all the votes that were planned are in."""
    votes = counted(contest, found)
    if votes.settled >= votes.questions:
        return ""
    own = {"settled": votes.settled, "questions": votes.questions}
    if contest.state.run.closed_by:
        told = say(
            "The voting was closed when {settled} of {questions} questions had all their votes.",
            **own,
        )
    else:
        told = say(
            "The voting ended when {settled} of {questions} questions had all their votes: that "
            "was enough for a verdict.",
            **own,
        )
    rest = say.count(
        votes.unused,
        "{n} vote on the other questions doesn't count.",
        "{n} votes on the other questions don't count.",
    )
    return say.joined(told, rest if votes.unused else "")


def votes_in_numbers(contest: Contest, found: Judgement, say: Words) -> str:
    votes = counted(contest, found)
    return say(
        "{planned} votes planned ({each} on each of {questions} questions) · {given} given · "
        "{used} counted · {unused} not counted",
        planned=votes.planned,
        each=contest.state.run.votes_wanted,
        questions=votes.questions,
        given=votes.given,
        used=votes.used,
        unused=votes.unused,
    )
