"""All votes between two models, counted as they come; what can be asked after each of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.evaluation.verdicts.evidence import BAR, e_value, log_e_of_counts
from core.evaluation.verdicts.gates import Gate, GateName, State
from core.evaluation.verdicts.positions import Sides
from core.evaluation.verdicts.raters import Raters
from core.evaluation.verdicts.results import Results
from core.evaluation.verdicts.votes import Vote, Winner

FEWEST_QUESTIONS = 10
DIFFERENT = 0.3  # that raters differ by chance: below this they may well differ in taste
COIN = 0.5


@dataclass(slots=True)
class Comparison:
    """Votes between other models are passed over."""

    baseline: str
    challenger: str
    results: Results = field(default_factory=Results)
    sides: Sides = field(default_factory=Sides)
    raters: Raters = field(default_factory=Raters)

    @classmethod
    def between(
        cls, baseline: str, challenger: str, *, votes_per_question: int | None = None
    ) -> Comparison:
        """`votes_per_question` as planned before the first vote; None where nobody planned."""
        if baseline == challenger:
            raise ValueError("a model can't be compared with itself")
        if votes_per_question is not None and votes_per_question < 1:
            raise ValueError("a question needs a vote")
        return cls(baseline, challenger, Results(votes_per_question))

    def add(self, vote: Vote) -> None:
        if {vote.left, vote.right} != {self.baseline, self.challenger}:
            return
        on_left = vote.left == self.challenger
        lead = 0
        if vote.winner is not Winner.TIE:
            lead = 1 if (vote.winner is Winner.LEFT) == on_left else -1
        self.results.add(vote.question, lead)
        self.sides.add(lead, on_left=on_left)
        self.raters.add(vote.rater, vote.question, lead)

    @property
    def log_bar(self) -> float:
        """What the logarithm of the evidence must reach, under the plan of votes."""
        return math.log(BAR / self.results.share)

    @property
    def is_evident(self) -> bool:
        """The challenger wins more questions than chance would have it."""
        settled = self.results.settled
        return log_e_of_counts(settled.wins, settled.losses) >= self.log_bar

    @property
    def is_evidently_worse(self) -> bool:
        settled = self.results.settled
        return log_e_of_counts(settled.losses, settled.wins) >= self.log_bar

    @property
    def e_value(self) -> float:
        """The evidence for the challenger, in which 20 is the bar whatever the plan."""
        settled = self.results.settled
        share = math.log(self.results.share)
        return e_value(log_e_of_counts(settled.wins, settled.losses) + share)

    @property
    def has_enough_questions(self) -> bool:
        return self.results.so_far.questions >= FEWEST_QUESTIONS

    def is_won(self, further: Sequence[Gate] = ()) -> bool:
        """Whether the challenger is to be promoted; quickly told where it is not."""
        if not (self.is_evident and self.sides.are_balanced):
            return False
        return all(gate.state is State.PASSED for gate in (*self.gates(), *further))

    def gates(self) -> list[Gate]:
        """Those that every comparison must pass; without any votes, nothing is known of most."""
        sides, questions = self.sides, self.results.so_far.questions
        enough = State.of(self.has_enough_questions)
        few = Gate(GateName.QUESTIONS, enough, questions, FEWEST_QUESTIONS)
        if not sides.votes:
            others = (GateName.EVIDENCE, GateName.SIDES, GateName.BOTH_SIDES, GateName.RATERS)
            return [few, *(Gate(name, State.UNKNOWN) for name in others)]
        least = sides.least_win_rate
        weighed = State.of(None if least is None else least > COIN)
        return [
            few,
            Gate(GateName.EVIDENCE, State.of(self.is_evident), self.e_value, BAR),
            Gate(GateName.SIDES, State.of(sides.are_balanced), sides.left_share, COIN),
            Gate(GateName.BOTH_SIDES, weighed, least, COIN),
            Gate(GateName.RATERS, State.of(not self.raters.could_turn(DIFFERENT))),
        ]
