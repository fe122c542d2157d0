"""Keeps track of what belongs together while pairs come in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

SPEAK = 4  # members of a cluster that speak for it


class Joined:
    """Numbers from 0 in clusters; a cluster is known by its smallest number."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self._speakers: dict[int, tuple[int, ...]] = {}

    def root(self, number: int) -> int:
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def speakers(self, root: int) -> Sequence[int]:
        """The members that were in a cluster first."""
        return self._speakers.get(root, (root,))

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            speak = (*self.speakers(first), *self._speakers.pop(second, (second,)))
            self._speakers[first] = speak[:SPEAK]
            self._parent[second] = first

    def roots(self) -> Numbers:
        roots = np.array(self._parent, np.int64)
        while not np.array_equal(roots, shorter := roots[roots]):
            roots = shorter
        return roots
