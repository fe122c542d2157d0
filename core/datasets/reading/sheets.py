"""Reads tables written as text: CSV, TSV and what spreadsheet programs make of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from core.datasets.chats import SHOWN, Frame
from core.datasets.faults import Fault
from core.datasets.reading.columns import Columns, Named, columns_of, split_of
from core.datasets.reading.drafts import BLANK, Draft
from core.datasets.reading.encodings import broken_text
from core.datasets.refusals import BrokenQuotes, EmptyFile, FileRefused, HugeCell, WrongColumns

LONGEST_CELL = 10_000_000
csv.field_size_limit(LONGEST_CELL)  # the module's own limit is 131,072 characters

DELIMITERS = ",\t;"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table whose columns were found."""

    path: Path
    file_name: str
    encoding: str
    delimiter: str
    columns: Columns
    headings: Named
    width: int

    def drafts(self, system: str | None) -> Iterator[Draft | Fault]:
        line = Frame.with_system(system).line
        width, (asks, answers, splits) = self.width, self.columns
        records = _records(self.path, self.file_name, self.encoding, self.delimiter)
        next(records)
        for row, found in enumerate(records, start=1):
            cells = found if len(found) == width else _fitted(found, width)
            question, answer = cells[asks], cells[answers]
            if len(cells) > width:
                yield Fault(row, "extra_cells", {"cells": len(cells), "columns": width})
            elif not question.strip(BLANK):
                yield Fault(row, "empty_question")
            elif not answer.strip(BLANK):
                yield Fault(row, "empty_answer")
            elif "\0" in question or "\0" in answer:
                yield Fault(row, "unreadable_character")
            elif splits is None:
                yield Draft(row, question, line(question, answer), None)
            elif (split := split_of(cells[splits])) is None:
                yield Fault(row, "unknown_split", {"value": cells[splits][:SHOWN]})
            else:
                yield Draft(row, question, line(question, answer), split)


def _fitted(cells: list[str], width: int) -> list[str]:
    """A row as wide as the header, unless what is too much says something."""
    missing = [""] * (width - len(cells))
    return cells if any(cell.strip(BLANK) for cell in cells[width:]) else cells[:width] + missing


def open_sheet(path: Path, file_name: str, encoding: str, named: Named) -> Sheet:
    """The table in a text file; its delimiter is the one that makes sense of the first row.

    Raises:
        FileRefused: one of its kinds, when no delimiter does.
    """
    delimiters = "\t,;" if PurePath(file_name).suffix.lower() == ".tsv" else DELIMITERS
    refusals: dict[int, FileRefused] = {}
    for delimiter in delimiters:
        header: list[str] = []
        try:
            header = _header(path, file_name, encoding, delimiter)
            columns = columns_of(header, named, file_name)
            return Sheet(
                path=path,
                file_name=file_name,
                encoding=encoding,
                delimiter=delimiter,
                columns=columns,
                headings=Named(header[columns.question], header[columns.answer]),
                width=len(header),
            )
        except (WrongColumns, BrokenQuotes) as refusal:
            refusals.setdefault(len(header), refusal)
    raise refusals[max(refusals)]  # the delimiter that finds most columns was meant


def _header(path: Path, file_name: str, encoding: str, delimiter: str) -> list[str]:
    for header in _records(path, file_name, encoding, delimiter):
        return header
    raise EmptyFile(file_name=file_name)


def _records(path: Path, file_name: str, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """The header and the rows; lines without anything are no rows."""
    row, line = 0, 1
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if cells:
                    yield cells
                    row += 1
                line = reader.line_num + 1
        except UnicodeDecodeError:
            raise broken_text(path, file_name, encoding) from None
        except csv.Error as error:
            if "field limit" in str(error):
                raise HugeCell(file_name=file_name, row=row, limit=LONGEST_CELL) from None
            raise BrokenQuotes(file_name=file_name, row=row, line=line) from None
