"""Tells a series from a crowd of copies: one question of the Ueda branch, one of Ueno, and so on.

Names may differ by a single letter, as slips do. But slips fall anywhere in a question, while the
names of a series stand in one place, and none of them in most of the questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.datasets.chats import folded
from core.datasets.similarity.words import CONTENT, words_of

SERIES = 5  # so many names or numbers in one place are different questions, not slips
FIRM = 0.8  # of a series, so many have the same words in all other places

Names = tuple[str, ...]


def names_in(cluster: Sequence[str]) -> list[Names]:
    """What each text of a cluster has in the places where a series changes; often nothing."""
    if len(cluster) < SERIES:
        return [()] * len(cluster)
    words = [words_of(text) for text in cluster]
    usual = Counter(map(len, words)).most_common(1)[0][0]
    alike = [own for own in words if len(own) == usual]
    columns = list(zip(*alike, strict=True))
    changing = [place for place, column in enumerate(columns) if _is_changing(column)]
    firm = sum(_is_firm(column) for column in columns)
    if not changing or firm + len(changing) < usual or 2 * len(alike) < len(cluster):
        return [()] * len(cluster)
    known = {own[place] for own in alike for place in changing}
    return [
        tuple(own[place] for place in changing) if len(own) == usual else _mentioned(known, text)
        for own, text in zip(words, cluster, strict=True)
    ]


def _is_firm(words: Sequence[str]) -> bool:
    return Counter(words).most_common(1)[0][1] >= FIRM * len(words)


def _is_changing(words: Sequence[str]) -> bool:
    counted = Counter(word for word in words if CONTENT.search(word))
    most = max(counted.values(), default=0)
    return len(counted) >= SERIES and 2 * most <= len(words)


def _mentioned(names: set[str], text: str) -> Names:
    """A text that is broken into other words: the longest names that it has, if any."""
    plain = folded(text)
    found = [name for name in names if name in plain]
    return tuple(
        sorted(name for name in found if not any(name in other != name for other in found))
    )
