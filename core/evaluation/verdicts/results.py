"""Many votes on one question become one result, in a way that is fixed before they are cast.

A majority that may still change is no evidence: who looks after every vote would see each question
decided several times over. So a question counts once it has all the votes that were planned for it,
or once those to come can't turn its majority. While the models are equal each such result is a fair
coin, however alike the votes on one question are.

Where nobody says what was planned, it is inferred from how many votes most questions have. Each
plan that was ever believed in is one more chance to be wrong, so each has its own share of the
permitted error; the shares add up to one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

FIRST_SHARE = 0.6
DECISIVE_TO_MATTER = 8  # with fewer, no e-value of so small a share reaches its bar
LONGEST_PLAN = 99  # that is inferred


@dataclass(slots=True)
class Score:
    """So many questions were won and lost by the challenger, or tied."""

    wins: int = 0
    losses: int = 0
    ties: int = 0

    def count(self, lead: int, by: int = 1) -> None:
        if lead > 0:
            self.wins += by
        elif lead < 0:
            self.losses += by
        else:
            self.ties += by

    @property
    def decisive(self) -> int:
        return self.wins + self.losses

    @property
    def questions(self) -> int:
        return self.decisive + self.ties


@dataclass(slots=True)
class _Question:
    votes: int = 0
    lead: int = 0  # of the challenger
    unsettled: int = 1  # the shortest plan under which the result is still open


@dataclass(slots=True)
class Results:
    """The results of all questions, kept up to date vote by vote."""

    planned: int | None = None  # votes on each question
    plan: int = field(init=False)  # what was planned, or is inferred
    so_far: Score = field(default_factory=Score)  # by the votes until now
    _questions: dict[str, _Question] = field(default_factory=dict)
    _settled: defaultdict[int, Score] = field(default_factory=lambda: defaultdict(Score))
    _having: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    _shares: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.plan = self.planned or 1

    def add(self, question: str, lead: int) -> None:
        """One vote: `lead` is 1 for the challenger, -1 for the baseline, 0 for a tie."""
        one = self._questions.setdefault(question, _Question())
        if one.votes == self.planned:
            return  # votes beyond the plan change nothing
        if one.votes:
            self.so_far.count(one.lead, by=-1)
            self._left(one.votes)
        one.votes += 1
        one.lead += lead
        self.so_far.count(one.lead)
        self._having[one.votes] += 1
        open_from = min(one.votes + max(abs(one.lead), 1), (self.planned or LONGEST_PLAN) + 1)
        for plan in range(one.unsettled, open_from):
            self._settled[plan].count(one.lead)
        one.unsettled = max(one.unsettled, open_from)
        if self.planned is None:
            self.plan = self._inferred()
            self._set_share_aside()

    @property
    def settled(self) -> Score:
        """The results that can't change any more: what counts as evidence."""
        return self._settled[self.plan]

    @property
    def share(self) -> float:
        """Of the permitted error, what may be spent on this plan."""
        return 1.0 if self.planned else self._shares.get(self.plan, self._next_share)

    def _inferred(self) -> int:
        """How many votes half of the questions have at most.

        Inferred plans are odd: an even one settles no question that the next odd one leaves open.
        """
        half, seen = (len(self._questions) + 1) // 2, 0
        for votes in sorted(self._having):
            seen += self._having[votes]
            if seen >= half:
                return min(votes | 1, LONGEST_PLAN)
        return 1

    def _left(self, votes: int) -> None:
        self._having[votes] -= 1
        if not self._having[votes]:
            del self._having[votes]

    @property
    def _next_share(self) -> float:
        place = len(self._shares)
        return FIRST_SHARE if place == 0 else (1 - FIRST_SHARE) / 2**place

    def _set_share_aside(self) -> None:
        """What is believed depends on how many votes there are, never on whom they are for."""
        if self.plan not in self._shares and self.settled.decisive >= DECISIVE_TO_MATTER:
            self._shares[self.plan] = self._next_share
