"""Whether the side on which an answer was shown may have won, rather than the answer."""

from __future__ import annotations

import math
from dataclasses import dataclass

LEAST_SHARE = 0.3  # of votes on either side
UNLIKELY = 0.01  # that coins leave sides as uneven as these
ONE_SIDED_95 = 1.645
LEANS = 2  # showings by which one side may lead before the other one's turn comes


def goes_left(on_left: int, on_right: int, *, coin: bool) -> bool:
    """On which side the challenger is shown: by a coin, until one side leads by two.

    Coins alone would leave one comparison of ten questions in nine too lopsided to tell anything;
    the other side each time it leads at all would tell a lone voter every second side.
    """
    return coin if abs(on_left - on_right) < LEANS else on_left < on_right


@dataclass(slots=True)
class Sides:
    """The votes with the challenger on the left and on the right, and how many of them it won."""

    left_votes: int = 0
    right_votes: int = 0
    left_decisive: int = 0
    right_decisive: int = 0
    left_wins: int = 0
    right_wins: int = 0

    def add(self, lead: int, *, on_left: bool) -> None:
        if on_left:
            self.left_votes += 1
            self.left_decisive += lead != 0
            self.left_wins += lead > 0
        else:
            self.right_votes += 1
            self.right_decisive += lead != 0
            self.right_wins += lead > 0

    @property
    def votes(self) -> int:
        return self.left_votes + self.right_votes

    @property
    def left_share(self) -> float | None:
        """How often the challenger was shown on the left."""
        return self.left_votes / self.votes if self.votes else None

    @property
    def are_constant(self) -> bool:
        return self.votes > 0 and 0 in (self.left_votes, self.right_votes)

    @property
    def are_balanced(self) -> bool:
        """Whether they are no more uneven than coins may well leave them."""
        from scipy.special import bdtr

        fewer = min(self.left_votes, self.right_votes)
        if not self.votes or fewer < LEAST_SHARE * self.votes:
            return False
        return 2 * float(bdtr(fewer, self.votes, 0.5)) >= UNLIKELY  # both tails are the same

    @property
    def least_win_rate(self) -> float | None:
        """What the challenger wins at least (95 %) when both sides weigh the same."""
        if not self.left_decisive or not self.right_decisive:
            return None
        left = self.left_wins / self.left_decisive
        right = self.right_wins / self.right_decisive
        variance = (
            left * (1 - left) / self.left_decisive + right * (1 - right) / self.right_decisive
        )
        return (left + right) / 2 - ONE_SIDED_95 * math.sqrt(variance) / 2

    @property
    def left_won(self) -> int:
        """How often the answer on the left won, whosever it was."""
        return self.left_wins + self.right_decisive - self.right_wins

    @property
    def decisive(self) -> int:
        return self.left_decisive + self.right_decisive
