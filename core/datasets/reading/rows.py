"""One row of a table: what is wrong with it, or the draft that it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.datasets.chats import SHOWN, Frame
from core.datasets.faults import Fault
from core.datasets.reading.columns import ANSWER, QUESTION, Columns, Named, columns_of, split_of
from core.datasets.reading.drafts import BLANK, Draft


class ErrorCell(str):
    """What a spreadsheet program shows where a formula failed, such as #REF!."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """What the first row says of all the others."""

    header: tuple[str, ...]
    columns: Columns

    @classmethod
    def under(cls, header: Sequence[str], named: Named, file_name: str) -> Rows:
        """The rows under a header.

        Raises:
            HeaderRefused: when its columns can't be told apart.
        """
        return cls(tuple(header), columns_of(header, named, file_name))

    @property
    def headings(self) -> Named:
        return Named(self.header[self.columns.question], self.header[self.columns.answer])

    def draft(self, row: int, found: Sequence[str], frame: Frame) -> Draft | Fault:
        width, columns = len(self.header), self.columns
        cells = found if len(found) == width else _fitted(found, width)
        if len(cells) > width:
            return Fault(row, "extra_cells", {"cells": len(cells), "columns": width})
        turns = self._turns(cells)
        for question, answer in turns:
            wrong = _wrong(row, QUESTION, cells[question]) or _wrong(row, ANSWER, cells[answer])
            if wrong:
                return wrong
        if columns.system is not None and cells[columns.system].strip(BLANK):
            if wrong := _wrong(row, QUESTION, cells[columns.system]):
                return wrong
            frame = Frame.with_system(cells[columns.system])
        split = None
        if columns.split is not None and (split := split_of(cells[columns.split])) is None:
            return Fault(row, "unknown_split", {"value": cells[columns.split][:SHOWN]})
        texts = [(cells[question], cells[answer]) for question, answer in turns]
        return Draft(
            row,
            "\n".join(question for question, _ in texts),
            frame.line(*texts[0]) if len(texts) == 1 else frame.line_of_turns(texts),
            split,
            _said(cells, columns.label),
            _said(cells, columns.author),
        )

    def _turns(self, cells: Sequence[str]) -> list[tuple[int, int]]:
        """The columns of each question and answer; empty pairs at the end are no turns."""
        turns = [(self.columns.question, self.columns.answer), *self.columns.later]
        while turns[1:] and not any(cells[place].strip(BLANK) for place in turns[-1]):
            turns.pop()
        return turns


def _wrong(row: int, what: str, text: str) -> Fault | None:
    if isinstance(text, ErrorCell):
        return Fault(row, "error_cell", {"value": text})
    if not text.strip(BLANK):
        return Fault(row, f"empty_{what}")
    if "\0" in text:
        return Fault(row, "unreadable_character")
    return None


def _fitted(cells: Sequence[str], width: int) -> Sequence[str]:
    """A row as wide as the header, unless what is too much says something."""
    if any(cell.strip(BLANK) for cell in cells[width:]):
        return cells
    return [*cells[:width], *[""] * (width - len(cells))]


def _said(cells: Sequence[str], position: int | None) -> str | None:
    return (position is not None and cells[position].strip(BLANK)) or None
