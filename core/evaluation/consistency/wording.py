"""How alike two texts are worded; of what they state, this says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from core.datasets.chats import folded
from core.datasets.similarity.wording import compared

SILENT = re.compile(r"[\W_]+")


def likeness(texts: Sequence[str]) -> float | None:
    """The mean over all pairs, from 0 to 1; None where there is no pair.

    It is the share of letters that stand in both in the same order. A changed number hardly moves
    it: "5 days" and "10 days" are worded alike.
    """
    from rapidfuzz.distance import Indel

    letters = [compared(SILENT.sub("", plain) or plain) for plain in map(folded, texts)]
    shares = [Indel.normalized_similarity(*pair) for pair in combinations(letters, 2)]
    return sum(shares) / len(shares) if shares else None
