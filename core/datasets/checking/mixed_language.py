"""Examples in another language than most, and answers in another language than their question."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator

from core.datasets.checking.row import Row
from core.datasets.checking.tongue import Tongue, tongue_of
from core.datasets.faults import Fault

LEAST_OF_MOST = 5  # examples, before the others can be said to be fewer
A_TASK = 0.3  # where so many answers differ in language, translating is what is taught


class MixedLanguage:
    """Two bytes an example."""

    def __init__(self) -> None:
        self._rows = array("Q")
        self._asked, self._answered = bytearray(), bytearray()

    def see(self, row: Row) -> None:
        self._rows.append(row.number)
        self._asked.append(tongue_of(row.asked))
        self._answered.append(tongue_of(row.answer))

    def findings(self) -> Iterable[Fault]:
        yield from self._minority()
        yield from self._unlike_their_question()

    def _minority(self) -> Iterator[Fault]:
        tongues = [asked or answered for asked, answered in self._pairs()]
        judged = Counter(tongue for tongue in tongues if tongue)
        if not judged:
            return
        (usual, count), *_ = judged.most_common(1)
        rows = tuple(
            row
            for row, tongue in zip(self._rows, tongues, strict=True)
            if tongue not in (usual, Tongue.UNCLEAR)
        )
        if rows and count >= LEAST_OF_MOST:
            details = {"count": len(rows), "examples": judged.total()}
            yield Fault(rows[0], "mixed_language", {**details}, rows)

    def _unlike_their_question(self) -> Iterator[Fault]:
        judged = [
            (row, asked != answered)
            for row, (asked, answered) in zip(self._rows, self._pairs(), strict=True)
            if asked and answered
        ]
        rows = [row for row, differs in judged if differs]
        if len(rows) <= A_TASK * len(judged) and len(judged) - len(rows) >= LEAST_OF_MOST:
            for row in rows:
                yield Fault(row, "mixed_language", kind="answer")

    def _pairs(self) -> Iterator[tuple[int, int]]:
        return zip(self._asked, self._answered, strict=True)
