"""Questions that come again: contradicted, nearly repeated, or leaked into an evaluation.

All three need to know which questions are nearly the same, and comparing them is the dearest
part of a check; so it is done once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np

from core.datasets.checking.contradictions import ClusterRow, contradictions
from core.datasets.checking.leakage import leaks_beside, leaks_within
from core.datasets.checking.near_duplicates import near_duplicates
from core.datasets.checking.row import Row
from core.datasets.checking.texts import Texts
from core.datasets.faults import Fault
from core.datasets.similarity.clusters import Clusters, clusters
from core.datasets.tables import Split


class SameQuestions:
    """Sees the rows of a file, and perhaps those of the validation file beside it."""

    def __init__(self) -> None:
        self._rows, self._beside = array("Q"), array("Q")
        self._questions, self._questions_beside, self._answers = Texts(), Texts(), Texts()
        self._systems: list[str | None] = []
        self._told: dict[str | None, str | None] = {}  # one of each: a file says the same often
        self._splits: list[Split | None] = []

    def see(self, row: Row) -> None:
        self._rows.append(row.number)
        self._questions.append(row.asked)
        self._answers.append(row.answer)
        self._systems.append(self._told.setdefault(row.system, row.system))
        self._splits.append(row.split)

    def see_validation(self, row: Row) -> None:
        self._beside.append(row.number)
        self._questions_beside.append(row.asked)

    def findings(self, ids: Clusters | None = None) -> Iterable[Fault]:
        """What comes again; `ids` are the clusters of the questions, where they are known."""
        if ids is None:
            ids = clusters(chain(self._questions, self._questions_beside))
        own, beside = np.split(ids, [len(self._questions)])
        repeated = list(_repeated(own))
        rows: set[int] = set()
        for members in repeated:
            for fault in contradictions([*map(self._asked, members)]):
                rows.update(fault.rows)
                yield fault
        for members in repeated:
            yield from near_duplicates([*map(self._asked, members)], rows)
        yield from leaks_within(self._rows, own.tolist(), self._splits)
        yield from leaks_beside(self._rows, own.tolist(), self._beside, beside.tolist())

    def _asked(self, at: int) -> ClusterRow:
        return ClusterRow(self._rows[at], self._questions[at], self._answers[at], self._systems[at])


def _repeated(ids: Clusters) -> Iterator[list[int]]:
    """Who is in each cluster of several, in the order of the file."""
    order = np.argsort(ids, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(ids[order])) + 1):
        if len(members) > 1:
            yield members.tolist()
