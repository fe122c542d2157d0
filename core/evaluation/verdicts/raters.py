"""Whether those who voted see the same thing.

Two questions, never mixed: do votes on one question agree more often than two coins would, and do
some raters lean to one model while others lean to the other? Real votes between answers agree
little, so the first only warns; the second stands in the way of a promotion, because another
handful of raters could have turned it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.evaluation.verdicts.positions import ONE_SIDED_95

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

COIN = 0.5
SLIGHT = 0.6  # two votes that agree less often than this hardly say the same thing
QUESTIONS_TO_TELL = 20
VOTES_TO_LEAN = 5
SURE = 0.99  # of the mean over raters: few of them, looked at often


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two votes on the same question agree, over `questions` with several votes."""

    rate: float
    at_least: float  # one-sided, 95 %, as is `at_most`
    at_most: float
    questions: int

    @property
    def is_chance(self) -> bool:
        """Plenty of votes, and no more agreement than between coins, or even less."""
        is_slight = self.at_least <= COIN and self.at_most < SLIGHT
        return self.questions >= QUESTIONS_TO_TELL and is_slight


@dataclass(slots=True)
class Raters:
    """Decisive votes of each rater and on each question: first all, then the challenger's."""

    by_rater: defaultdict[str, list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0])
    )
    by_question: defaultdict[str, list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0])
    )

    def add(self, rater: str, question: str, lead: int) -> None:
        if lead:
            for counts in (self.by_rater[rater], self.by_question[question]):
                counts[0] += 1
                counts[1] += lead > 0

    def agreement(self) -> Agreement | None:
        """The question is the unit; None where no question has two decisive votes."""
        import numpy as np
        from scipy.stats import t

        counts = np.array([pair for pair in self.by_question.values() if pair[0] > 1], float)
        if not len(counts):
            return None
        votes, wins = counts.T
        losses = votes - wins
        agreeing = (wins * (wins - 1) + losses * (losses - 1)) / (votes * (votes - 1))
        rate, questions = float(agreeing.mean()), len(agreeing)
        if questions == 1:
            return Agreement(rate, 0.0, 1.0, questions)
        error = float(agreeing.std(ddof=1) / questions**0.5 * t.ppf(0.95, questions - 1))
        return Agreement(rate, max(0.0, rate - error), min(1.0, rate + error), questions)

    def could_turn(self, unlikely: float) -> bool:
        """Whether another handful of raters might not prefer the challenger.

        So it is when raters differ by more than chance (chi-squared), and neither does the one who
        likes it least clearly prefer it, nor does the mean over raters, each one observation.
        """
        from scipy.stats import t

        votes, wins = self._leanings()
        if _chance_of_spread(votes, wins) >= unlikely:
            return False
        rates = wins / votes
        if (rates - ONE_SIDED_95 * (rates * (1 - rates) / votes) ** 0.5).min() > COIN:
            return False
        error = rates.std(ddof=1) / len(rates) ** 0.5
        return bool(rates.mean() - t.ppf(SURE, len(rates) - 1) * error <= COIN)

    def are_split(self, unlikely: float) -> bool:
        """Whether some lean to one model, some to the other, and by far more than chance."""
        votes, wins = self._leanings()
        if _chance_of_spread(votes, wins) >= unlikely:
            return False
        return bool((wins / votes).min() < COIN < (wins / votes).max())

    def _leanings(self) -> tuple[Numbers, Numbers]:
        """Votes, and those for the challenger, of everybody who cast more than a few."""
        import numpy as np

        counts = [pair for pair in self.by_rater.values() if pair[0] >= VOTES_TO_LEAN]
        votes, wins = np.array(counts, float).reshape(-1, 2).T
        return votes, wins


def _chance_of_spread(votes: Numbers, wins: Numbers) -> float:
    """How often raters who all lean alike would differ as much as these."""
    from scipy.stats import chi2

    if len(votes) < 2:  # noqa: PLR2004 (nobody to differ from)
        return 1.0
    overall = wins.sum() / votes.sum()
    if overall in (0, 1):
        return 1.0
    spread = (votes * (wins / votes - overall) ** 2).sum() / (overall * (1 - overall))
    return float(chi2.sf(spread, len(votes) - 1))
