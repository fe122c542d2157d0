"""From votes to one of four verdicts, with every number that it rests on.

Promote: every gate passed. Keep the model in use: the challenger is evidently worse, or so many
questions show so little that waiting isn't worth it, or a gate that the caller added failed.
Raters disagree: no more votes of this kind would settle it. Otherwise: not enough evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from core.evaluation.shares import Interval, wilson
from core.evaluation.verdicts.comparison import DIFFERENT, FEWEST_QUESTIONS, Comparison
from core.evaluation.verdicts.evidence import results_needed
from core.evaluation.verdicts.gates import Gate, State
from core.evaluation.verdicts.raters import Agreement
from core.evaluation.verdicts.strengths import Strengths, strengths_of
from core.evaluation.verdicts.votes import Vote

MANY_QUESTIONS, LITTLE = 100, 0.6  # after so many, a win rate surely below this isn't waited for
PLAINLY_SPLIT = 0.001  # raters differ so much that it is a verdict of its own


class Verdict(StrEnum):
    PROMOTE = "promote"
    KEEP = "keep"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    RATERS_DISAGREE = "raters_disagree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What can't be computed is None.

    A question is won by whoever most of its votes are for. `win_rate` leaves tied questions out;
    `settled` questions are those whose result can't change any more: only they are evidence.
    """

    verdict: Verdict
    gates: tuple[Gate, ...]
    baseline: str
    challenger: str
    votes: int
    questions: int
    settled: int
    decisive: int
    ties: int
    win_rate: float | None
    ci95: Interval | None
    e_value: float
    votes_needed: int | None  # further decisive questions, at the rate until now
    questions_to_add: int | None  # to those there are; None where that isn't known
    left_rate: float | None  # how often the answer on the left won
    left_ci95: Interval | None
    shown_left: int  # how often the challenger was
    shown_right: int
    agreement: Agreement | None
    strengths: Strengths


def judge(
    votes: Iterable[Vote],
    *,
    baseline: str,
    challenger: str,
    votes_per_question: int | None = None,
    questions_available: int | None = None,
    further_gates: Sequence[Gate] = (),
) -> Judgement:
    """The verdict on votes in the order in which they were cast.

    `questions_available` is how many questions there are to vote on, voted on or not.
    """
    votes = list(votes)
    found = Comparison.between(baseline, challenger, votes_per_question=votes_per_question)
    for vote in votes:
        found.add(vote)
    own = found.gates()
    agreement = found.raters.agreement()
    verdict = _verdict(found, own, further_gates, agreement)
    score, sides = found.results.so_far, found.sides
    needed = _needed(found, verdict)
    return Judgement(
        verdict=verdict,
        gates=(*own, *further_gates),
        baseline=baseline,
        challenger=challenger,
        votes=sides.votes,
        questions=score.questions,
        settled=found.results.settled.questions,
        decisive=score.decisive,
        ties=score.ties,
        win_rate=score.wins / score.decisive if score.decisive else None,
        ci95=wilson(score.wins, score.decisive),
        e_value=found.e_value,
        votes_needed=needed,
        questions_to_add=_to_add(found, needed, questions_available),
        left_rate=sides.left_won / sides.decisive if sides.decisive else None,
        left_ci95=wilson(sides.left_won, sides.decisive),
        shown_left=sides.left_votes,
        shown_right=sides.right_votes,
        agreement=agreement,
        strengths=strengths_of(votes),
    )


def _verdict(
    found: Comparison, own: Sequence[Gate], further: Sequence[Gate], agreement: Agreement | None
) -> Verdict:
    if all(gate.state is State.PASSED for gate in own):
        states = {gate.state for gate in further}
        if State.FAILED in states:
            return Verdict.KEEP
        return Verdict.NOT_ENOUGH_EVIDENCE if State.UNKNOWN in states else Verdict.PROMOTE
    if not found.has_enough_questions or not found.sides.are_balanced:
        return Verdict.NOT_ENOUGH_EVIDENCE
    if found.is_evidently_worse:
        return Verdict.KEEP
    if found.is_evident and found.raters.could_turn(DIFFERENT):
        return Verdict.RATERS_DISAGREE
    if found.raters.are_split(PLAINLY_SPLIT) or (agreement and agreement.is_chance):
        return Verdict.RATERS_DISAGREE
    return Verdict.KEEP if _is_futile(found) else Verdict.NOT_ENOUGH_EVIDENCE


def _is_futile(found: Comparison) -> bool:
    """To stop early for lack of a difference promotes nobody, so it costs no error."""
    settled = found.results.settled
    likely = wilson(settled.wins, settled.decisive)
    return settled.decisive >= MANY_QUESTIONS and likely is not None and likely[1] < LITTLE


def _needed(found: Comparison, verdict: Verdict) -> int | None:
    if verdict is Verdict.PROMOTE:
        return 0
    settled = found.results.settled
    needed = results_needed(settled.wins, settled.losses, found.log_bar)
    if needed is None:
        return None
    return max(needed, FEWEST_QUESTIONS - found.results.so_far.questions, 0)


def _to_add(found: Comparison, needed: int | None, available: int | None) -> int | None:
    """How many questions are lacking when some of them will be ties, as until now."""
    results, score = found.results, found.results.so_far
    if needed is None or available is None or not score.decisive:
        return None
    # Where no further votes are planned, a question that was voted on is done with.
    done = results.settled if results.planned else score
    left = max(available - done.questions, 0)
    return max(ceil(needed * score.questions / score.decisive) - left, 0)
