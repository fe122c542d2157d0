"""Questions and answers that are far longer, or far shorter, than most of their file."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

import numpy as np

from core.datasets.checking.row import Row
from core.datasets.faults import Fault

ENOUGH = 20  # examples, before anything is usual
FAR = 4.5  # deviations from the median, both of the logarithm
LEAST_DEVIATION = 0.3  # as a share, nearly: what is less than four times as long is never far
LIKE_NORMAL = 1.4826  # makes the median deviation of a normal distribution its standard deviation
LEAST_NAMED, SHARE_NAMED, MOST_NAMED = 5, 0.02, 50  # more than that is a kind of its own


class LengthOutliers:
    """Two lengths an example."""

    def __init__(self) -> None:
        self._rows, self._asked, self._answered = array("Q"), array("Q"), array("Q")

    def see(self, row: Row) -> None:
        self._rows.append(row.number)
        self._asked.append(len(row.asked))
        self._answered.append(len(row.answer))

    def findings(self) -> Iterable[Fault]:
        if len(self._rows) < ENOUGH:
            return
        yield from self._far_from_usual(self._asked, "question")
        yield from self._far_from_usual(self._answered, "answer")

    def _far_from_usual(self, lengths: array[int], kind: str) -> Iterator[Fault]:
        logarithms = np.log1p(np.asarray(lengths, dtype=np.float64))
        usual = float(np.median(logarithms))
        distances = np.abs(logarithms - usual)
        deviation = max(LEAST_DEVIATION, LIKE_NORMAL * float(np.median(distances)))
        far = np.flatnonzero(distances > FAR * deviation)
        most = min(MOST_NAMED, max(LEAST_NAMED, int(SHARE_NAMED * len(lengths))))
        furthest = far[np.argsort(-distances[far], kind="stable")[:most]]
        for at in sorted(furthest.tolist()):
            details = {"count": lengths[at], "usual": round(float(np.expm1(usual)))}
            yield Fault(self._rows[at], "length_outlier", {**details}, kind=kind)
