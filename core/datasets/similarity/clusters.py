"""Clusters of questions: those of one cluster are nearly the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from core.datasets.similarity.candidates import Pairs, of_long, of_short
from core.datasets.similarity.joining import Joined
from core.datasets.similarity.sameness import ALIKE, likeness
from core.datasets.similarity.series import Names, names_in
from core.datasets.similarity.wording import Wording, compared, wording_of
from core.datasets.similarity.words import Vocabulary

Clusters = npt.NDArray[np.int64]

SHORTEST = 10  # letters: below it, one changed letter is more than a tenth
AT_ONCE = 20_000  # pairs


def clusters(texts: Iterable[str]) -> Clusters:
    """For each text the number of its cluster; clusters are numbered as they first appear.

    Equal but for width, case, spaces and punctuation is the same. Nearly the same are texts of
    at least ten letters that share nine letters in ten, unless they differ by whole words. What
    differs in a number is another question: "How do I reset device 17?" asks about one device, and
    a hundred more like it about a hundred. So it is with a series of names.

    Who is nearly the same as whom does not depend on the order of the texts.
    """
    ids: dict[Wording, int] = {}
    samples: list[str] = []
    rows = []
    for text in texts:
        wording = wording_of(text)
        if (number := ids.setdefault(wording, len(ids))) == len(samples):
            samples.append(text)
        rows.append(number)
    together = _together(list(ids), samples)
    return _by_appearance(np.array([together[number] for number in rows], np.int64))


def _together(wordings: Sequence[Wording], samples: Sequence[str]) -> list[int]:
    """For each wording the number of its cluster."""
    order = sorted(range(len(wordings)), key=lambda number: wordings[number])
    sample = {wordings[number].letters: samples[number] for number in reversed(order)}
    letters = sorted(sample)
    joined = Joined(len(letters))
    _join_all(letters, [sample[one] for one in letters], joined)
    clusters: defaultdict[int, list[str]] = defaultdict(list)
    for one, root in zip(letters, joined.roots().tolist(), strict=True):
        clusters[root].append(one)
    group_of: dict[str, tuple[int, Names]] = {}
    for root, members in clusters.items():
        names = names_in([sample[one] for one in members])
        group_of |= {one: (root, name) for one, name in zip(members, names, strict=True)}
    found: dict[tuple[int, Names, Names], int] = {}
    return [
        found.setdefault((*group_of[wording.letters], wording.numbers), len(found))
        for wording in wordings
    ]


def _join_all(letters: Sequence[str], samples: Sequence[str], joined: Joined) -> None:
    """Join all letters that are nearly the same; `samples` are the texts as they were."""
    enough = [number for number, text in enumerate(letters) if len(text) >= SHORTEST]
    texts = [compared(letters[number]) for number in enough]
    if not texts:
        return
    own = Comparison(texts, [samples[number] for number in enough])
    own.join(of_short(texts))
    for pairs in of_long(texts):
        own.join(pairs)
    for number, root in enumerate(own.joined.roots().tolist()):
        joined.join(enough[number], enough[root])


class Comparison:
    """Texts, and which of them turned out to be nearly the same so far."""

    def __init__(self, texts: Sequence[str], samples: Sequence[str]) -> None:
        self._texts, self._samples = texts, samples
        self._lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        self._vocabulary = Vocabulary(samples)
        self.joined = Joined(len(texts))
        self._apart: set[int] = set()  # pairs of clusters, each as one number

    def join(self, pairs: Pairs) -> None:
        for start in range(0, len(pairs), AT_ONCE):
            some = pairs[start : start + AT_ONCE]
            roots = self.joined.roots()
            some = some[roots[some[:, 0]] != roots[some[:, 1]]]
            long = self._lengths[some]
            some = some[2 * long.min(axis=1) >= ALIKE * long.sum(axis=1)]
            if len(some):
                self._join_alike(some)

    def _join_alike(self, pairs: Pairs) -> None:
        one, other = ([self._texts[number] for number in side.tolist()] for side in pairs.T)
        like = likeness(one, other)
        best_first = np.argsort(-like, kind="stable")[: np.count_nonzero(like)]
        for first, second in pairs[best_first].tolist():
            roots = self.joined.root(first), self.joined.root(second)
            both = min(roots) * len(self._texts) + max(roots)
            if roots[0] == roots[1] or both in self._apart:
                continue
            if self._vocabulary.asks_for_another(self._samples[first], self._samples[second]):
                continue
            if self._ask_for_two(*roots):
                self._apart.add(both)
            else:
                self.joined.join(*roots)

    def _ask_for_two(self, one: int, other: int) -> bool:
        """Whether two clusters surely ask for different things.

        A hasty copy of one question may come near to another question; it must not tie the two.
        """
        return any(
            self._vocabulary.surely_asks_for_another(self._samples[first], self._samples[second])
            for first in self.joined.speakers(one)
            for second in self.joined.speakers(other)
        )


def _by_appearance(numbers: npt.NDArray[np.int64]) -> Clusters:
    _, first, inverse = np.unique(numbers, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse]
