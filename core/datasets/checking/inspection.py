"""Shows every example to every check, and gathers what they say."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from core.datasets.chats import ASSISTANT
from core.datasets.checking.check import Check
from core.datasets.checking.duplicates import Duplicates
from core.datasets.checking.report import Report
from core.datasets.checking.row import Row
from core.datasets.checking.token_limit import TokenLimit
from core.datasets.counting.lengths import Spread
from core.datasets.counting.tokens import TokenCounter

# What is asked of every file, in the order in which it is told.
CHECKS: tuple[Callable[[], Check], ...] = (Duplicates,)


class Inspection:
    """One pass over the examples of a file; without a counter, nobody counts tokens."""

    def __init__(self, counter: TokenCounter | None = None) -> None:
        self._tokens = TokenLimit(counter) if counter else None
        self._checks = [check() for check in CHECKS]
        self._lengths, self._answer_lengths = array("Q"), array("Q")

    def see(self, row: Row) -> None:
        self._lengths.append(sum(len(text) for _, text in row.messages))
        self._answer_lengths.append(
            sum(len(text) for role, text in row.messages if role == ASSISTANT)
        )
        for check in self._checks:
            check.see(row)
        if self._tokens:
            self._tokens.see(row)

    def add_to(self, report: Report) -> None:
        for check in self._checks:
            report.warnings.extend(check.findings())
        if self._tokens:
            self._tokens.add_to(report)
        report.characters = Spread.of(self._lengths)
        report.answer_characters = Spread.of(self._answer_lengths)
