"""What the votes and ratings of a run say, and when no further vote is needed."""

from __future__ import annotations

from collections.abc import Sequence

from core.evaluation.runs.ballots import Ballots
from core.evaluation.runs.rated import Rated
from core.evaluation.verdicts.gates import Gate, State
from core.evaluation.verdicts.history import History, history
from core.evaluation.verdicts.judging import Judgement, Verdict, judge
from core.ratings import MEASURES, Metric

PAIR = 2
ANSWERS = "answers"  # the gate: the new model answers what it is asked
MOST_UNANSWERED = 0.05  # of the questions; more, and it isn't fit to serve


def judgement(state: Ballots, ratings: Rated, *, with_others: bool = False) -> Judgement:
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
        further_gates=[_answers(state), *_not_worse(ratings)],
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


def _not_worse(ratings: Rated) -> list[Gate]:
    """It must not lose on a measure what it gains in votes; what nobody measured stops nobody.

    Failed: it is rated worse. Unknown: it may be, by more than the margin.
    """
    return [_gate(one, ratings[one]) for one in MEASURES if has_enough(ratings.get(one, ()))]


def has_enough(differences: Sequence[float]) -> bool:
    """Whether enough questions were rated for their interval to be taken at its word."""
    from core.evaluation.statistics.resampling import TOO_FEW  # heavy

    return len(differences) >= TOO_FEW


def _gate(measure: Metric, differences: Sequence[float]) -> Gate:
    import numpy as np

    from core.evaluation.statistics import MARGIN, difference_of

    found = difference_of(np.asarray(differences, np.float64))
    holds = found.is_not_worse()
    is_surely_worse = found.ci95 is not None and found.ci95[1] < 0
    state = State.of(True if holds else False if is_surely_worse else None)
    return Gate(measure, state, found.value, -MARGIN)


def is_over(state: Ballots, ratings: Rated) -> bool:
    """Whether all votes are in; between two models, the verdict is enough."""
    if len(state.contestants) == PAIR and judgement(state, ratings).verdict in {
        Verdict.PROMOTE,
        Verdict.KEEP,
    }:
        return True
    return all(state.is_settled(pair) for pair in state.pairs)
