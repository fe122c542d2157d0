"""How many tokens the examples come to, and which of them lose their end at the model's limit."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

from core.datasets.checking.report import Report
from core.datasets.checking.row import Row
from core.datasets.counting.lengths import Spread
from core.datasets.counting.tokens import TokenCounter
from core.datasets.faults import Fault
from core.datasets.tables import Kind

AT_ONCE = 500  # chats that are counted in one call: none of them stays in memory for long


class TokenLimit:
    """Counts every example of a file, a lot at a time."""

    def __init__(self, counter: TokenCounter) -> None:
        self._counter = counter
        self._rows: list[int] = []
        self._chats: list[Mapping[str, object]] = []
        self._counts = array("Q")
        self._trained = 0
        self._has_preferences = False
        self._cut: list[Fault] = []
        self._refused: list[Fault] = []

    def see(self, row: Row) -> None:
        if row.kind is Kind.PREFERENCE:  # how a provider counts two answers is not published
            self._has_preferences = True
            return
        self._rows.append(row.number)
        self._chats.append(row.chat)
        if len(self._chats) == AT_ONCE:
            self._count()

    def add_to(self, report: Report) -> None:
        if self._has_preferences:
            report.warnings.append(Fault(0, "not_counted", kind="preference"))
            return
        self._count()
        report.warnings.extend(self._cut)
        faulty = {fault.row for fault in report.errors}  # what is wrong with them is said already
        report.errors.extend(fault for fault in self._refused if fault.row not in faulty)
        report.tokens = Spread.of(self._counts)
        report.trained_tokens = self._trained if self._counts else None

    def _count(self) -> None:
        model, limit = self._counter.model, self._counter.limit
        for row, tokens in zip(self._rows, self._counter.count(self._chats), strict=True):
            if tokens.refusal:
                details = {"model": model, "reason": tokens.refusal}
                self._refused.append(Fault(row, "not_for_this_model", {**details}))
                continue
            self._counts.append(tokens.whole)
            self._trained += tokens.trained
            if lost := tokens.whole - tokens.trained:
                self._cut.append(
                    Fault(
                        row,
                        "over_token_limit",
                        {"count": tokens.whole, "lost": lost, "model": model, "limit": limit},
                    )
                )
        self._rows, self._chats = [], []
