"""Tells a slip from another word: questions of nearly the same letters may ask for two things.

"How do I cancel my order?" and "How do I change my order?" share more letters than a question
and its hasty copy. What was mistyped stays like the word that was meant, and hardly anybody else
writes it; another word is unlike it, or is written elsewhere, too. What words are like each other
is told in `unlike.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from core.datasets.chats import folded
from core.datasets.similarity.unlike import Likeness, how_like, labels_of
from core.datasets.similarity.wording import compared

KANJI, KANA, KATAKANA = "\u3400-\u9fff々〆", "\u3041-\u309f", "\u30a0-\u30ff"
OTHER = f"[^\\W\\d_{KANJI}{KANA}{KATAKANA}]"
WORDS = re.compile(f"[{KANJI}]+|[{KATAKANA}]+|[{KANA}]+|\\d+|{OTHER}+")
CONTENT = re.compile(f"[{KANJI}{KATAKANA}]|{OTHER}{{3}}")  # endings and little words aren't

KEPT = 10_000  # texts whose words are at hand; no longer than they are compared
READ = 20_000  # texts; enough to know the words that people use
# A word of its own: in so many texts, in such a share of them, and not much rarer than the other.
WRITTEN, WRITTEN_SHARE, AS_OFTEN = 3, 0.003, 0.1
USUAL = 8  # times as often as its slip, and no fewer, a word is written that people use


class Vocabulary:
    """The words of many texts, and how many texts have them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words_of = lru_cache(KEPT)(words_of)
        self._labels_of = lru_cache(KEPT)(labels_of)
        every = -(-len(texts) // READ) or 1
        self._written = max(WRITTEN, WRITTEN_SHARE * len(texts) / every)
        self._found = Counter[str]()
        for text in texts[::every]:
            self._found.update(set(self._words_of(text)))

    def surely_asks_for_another(self, one: str, other: str) -> bool:
        """Whether a word stands where another one does, and both are found elsewhere."""
        if self._are_labelled_otherwise(one, other):
            return True
        differences = _differences(self._words_of(one), self._words_of(other))
        return any(self._are_both_written(left, right) for left, right in differences)

    def asks_for_another(self, one: str, other: str) -> bool:
        """Whether they differ by other words rather than by slips; numbers don't count.

        A word that is surely another one decides; where it only looks so, half of the
        differences must.
        """
        if self._are_labelled_otherwise(one, other):
            return True
        replaced = slips = 0
        for left, right in _differences(self._words_of(one), self._words_of(other)):
            if self._are_both_written(left, right):
                return True
            if self._are_unlike(left, right):
                replaced += 1
            else:
                slips += 1
        return replaced > 0 and replaced >= slips

    def _are_labelled_otherwise(self, one: str, other: str) -> bool:
        """Whether one speaks of a plan A where the other speaks of a plan B."""
        labels, others = self._labels_of(one), self._labels_of(other)
        return bool(labels - others and others - labels)

    def _are_unlike(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """Where it may be a slip, it is one of a word that people usually write."""
        like = how_like("".join(left), "".join(right))
        if like is not Likeness.PERHAPS:
            return like is Likeness.UNLIKE
        if not len(left) == len(right) == 1:
            return False
        rarer, commoner = sorted((self._found[left[0]], self._found[right[0]]))
        return commoner < USUAL * max(rarer, 1)

    def _are_both_written(self, left: Sequence[str], right: Sequence[str]) -> bool:
        return len(left) == len(right) == 1 and self._is_another(left[0], right[0])

    def _is_another(self, one: str, other: str) -> bool:
        """Whether both are words that people write, and neither is the other with a letter lost."""
        from rapidfuzz.distance import Indel

        if not (CONTENT.search(one) and CONTENT.search(other)):
            return False
        rarer, commoner = sorted((self._found[one], self._found[other]))
        if rarer < self._written or rarer < AS_OFTEN * commoner:
            return False
        return Indel.distance(one, other) > abs(len(one) - len(other))


def words_of(text: str) -> list[str]:
    return WORDS.findall(compared(folded(text)))


def _differences(
    one: Sequence[str], other: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """What stands in one text where something else stands in the other."""
    from rapidfuzz.distance import Levenshtein

    at = other_at = 0
    for block in Levenshtein.opcodes(one, other).as_matching_blocks():
        left, right = one[at : block.a], other[other_at : block.b]
        if "".join(left) != "".join(right):
            yield left, right
        at, other_at = block.a + block.size, block.b + block.size
