"""Shows every example to every check, and gathers what they say."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from core.datasets.chats import ASSISTANT
from core.datasets.checking.check import Check
from core.datasets.checking.duplicates import Duplicates
from core.datasets.checking.report import Report
from core.datasets.checking.row import Row
from core.datasets.counting.lengths import Spread

# What is asked of every file, in the order in which it is told.
CHECKS: tuple[Callable[[], Check], ...] = (Duplicates,)


class Inspection:
    """One pass over the examples of a file."""

    def __init__(self) -> None:
        self._checks = [check() for check in CHECKS]
        self._lengths, self._answer_lengths = array("Q"), array("Q")

    def see(self, row: Row) -> None:
        self._lengths.append(sum(len(text) for _, text in row.messages))
        self._answer_lengths.append(
            sum(len(text) for role, text in row.messages if role == ASSISTANT)
        )
        for check in self._checks:
            check.see(row)

    def add_to(self, report: Report) -> None:
        for check in self._checks:
            report.warnings.extend(check.findings())
        report.characters = Spread.of(self._lengths)
        report.answer_characters = Spread.of(self._answer_lengths)
