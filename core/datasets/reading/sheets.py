"""Reads tables written as text: CSV, TSV and what spreadsheet programs make of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath

from core.datasets.chats import Frame
from core.datasets.faults import Fault
from core.datasets.reading.columns import Named
from core.datasets.reading.drafts import Draft
from core.datasets.reading.encodings import broken_text
from core.datasets.reading.rows import Rows
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
    rows: Rows

    @property
    def headings(self) -> Named:
        return self.rows.headings

    @property
    def header(self) -> Sequence[str]:
        return self.rows.header

    def cells(self) -> Iterator[list[str]]:
        return islice(_records(self.path, self.file_name, self.encoding, self.delimiter), 1, None)

    def drafts(self, system: str | None) -> Iterator[Draft | Fault]:
        frame, draft = Frame.with_system(system), self.rows.draft
        for row, cells in enumerate(self.cells(), start=1):
            yield draft(row, cells, frame)


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
            return Sheet(
                path=path,
                file_name=file_name,
                encoding=encoding,
                delimiter=delimiter,
                rows=Rows.under(header, named, file_name),
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
