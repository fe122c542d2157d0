"""What the votes of a run say, and when no further vote is needed."""

from __future__ import annotations

from core.evaluation.runs.ballots import Ballots
from core.evaluation.verdicts.gates import Gate, State
from core.evaluation.verdicts.history import History, history
from core.evaluation.verdicts.judging import Judgement, Verdict, judge

PAIR = 2
ANSWERS = "answers"  # the gate: the new model answers what it is asked
MOST_UNANSWERED = 0.05  # of the questions; more, and it isn't fit to serve


def judgement(state: Ballots, *, with_others: bool = False) -> Judgement:
    """The verdict on number 1 against number 0, by the questions that are settled.

    `with_others` puts every contestant on one scale, which takes seconds for many votes.
    """
    first, second = state.contestants[:2]
    both = {first.id, second.id}
    votes = [one for one in state.votes if with_others or {one.left, one.right} == both]
    pairs = [pair for pair in state.pairs if pair.versus == second.id]
    return judge(
        votes,
        baseline=first.id,
        challenger=second.id,
        votes_per_question=state.run.votes_wanted,
        questions_available=len(pairs),
        further_gates=[_answers(state)],
    )


def course(state: Ballots) -> History:
    """How number 1 stood against number 0 after each question that was settled."""
    first, second = state.contestants[:2]
    return history(
        state.votes,
        baseline=first.id,
        challenger=second.id,
        votes_per_question=state.run.votes_wanted,
    )


def _answers(state: Ballots) -> Gate:
    """A model must not gain by failing where it is weak."""
    asked = len({number for number, _ in state.texts})
    share = state.unanswered(state.contestants[1]) / asked if asked else None
    holds = None if share is None else share <= MOST_UNANSWERED
    return Gate(ANSWERS, State.of(holds), share, MOST_UNANSWERED)


def is_over(state: Ballots) -> bool:
    """Whether all votes are in; between two models, the verdict is enough."""
    if len(state.contestants) == PAIR and judgement(state).verdict in {
        Verdict.PROMOTE,
        Verdict.KEEP,
    }:
        return True
    return all(state.is_settled(pair) for pair in state.pairs)
