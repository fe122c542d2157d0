"""Japanese answers in another style than most, and answers that change their style on the way."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from core.datasets.checking.politeness import Ends, ends_of
from core.datasets.checking.row import Row
from core.datasets.faults import Fault

LEAST_OF_MOST = 5  # answers, before the others can be said to be fewer
A_SLIP = 5  # one sentence in more than five is no change of style


class MixedStyle:
    """Row numbers by style."""

    def __init__(self) -> None:
        self._polite, self._plain, self._changing = array("Q"), array("Q"), array("Q")

    def see(self, row: Row) -> None:
        ends = ends_of(row.answer)
        if changes(ends):
            self._changing.append(row.number)
        if ends.polite > ends.plain:
            self._polite.append(row.number)
        elif ends.plain > ends.polite:
            self._plain.append(row.number)

    def findings(self) -> Iterable[Fault]:
        fewer, more, kind = self._plain, self._polite, "plain"
        if len(fewer) > len(more):
            fewer, more, kind = more, fewer, "polite"
        if fewer and len(more) >= LEAST_OF_MOST:
            details = {"count": len(fewer), "examples": len(fewer) + len(more)}
            yield Fault(fewer[0], "mixed_style", {**details}, tuple(fewer), kind)
        for row in self._changing:
            yield Fault(row, "mixed_style", kind="inside")


def changes(ends: Ends) -> bool:
    fewer = min(ends)
    return fewer > 1 or fewer * A_SLIP >= sum(ends) > 0
