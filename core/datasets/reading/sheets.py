"""Reads tables written as text: CSV, TSV and what spreadsheet programs make of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath

from core.datasets.chats import Frame
from core.datasets.faults import Fault
from core.datasets.reading.columns import Named
from core.datasets.reading.cutting import WHOLE, Block, Stretch, Unusual, blocks
from core.datasets.reading.drafts import Batch, Draft, in_batches
from core.datasets.reading.encodings import broken_text
from core.datasets.reading.quick import Quick
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

    @property
    def notices(self) -> Sequence[Fault]:
        return ()

    def cells(self) -> Iterator[list[str]]:
        return islice(records(self.path, self.file_name, self.encoding, self.delimiter), 1, None)

    def drafts(self, system: str | None) -> Iterator[Draft | Fault]:
        frame, draft = Frame.with_system(system), self.rows.draft
        for row, cells in enumerate(self.cells(), start=1):
            yield draft(row, cells, frame)

    def batches(
        self, system: str | None, stretch: Stretch = WHOLE, row: int = 0
    ) -> Iterator[Batch]:
        """What `drafts` gives from a row on, a block of the file at a time."""
        try:
            for batch in self.blocks(system, stretch, row):
                row = batch.last_row
                yield batch
        except (csv.Error, UnicodeDecodeError, Unusual):
            # A row at a time, then: that way tells what is wrong, and where.
            yield from in_batches(islice(self.drafts(system), row, None))

    def blocks(self, system: str | None, stretch: Stretch, row: int = 0) -> Iterator[Batch]:
        """The rows of a stretch of the file; `row` is the number of the last one before it.

        Raises:
            Unusual, csv.Error, UnicodeDecodeError: when it can't be cut into blocks.
        """
        frame = Frame.with_system(system)
        quick = Quick(self.rows, self.delimiter.encode(), frame)
        first = stretch.start == 0
        for block in blocks(self.path, self.encoding, stretch):
            if not first and (done := quick.lines(block)):
                count, lines = done
                batch = Batch(row + count, count, lines, (), block.end)
            else:
                batch = self._row_by_row(block, row, frame, with_header=first)
            row, first = batch.last_row, False
            yield batch

    def _row_by_row(self, block: Block, row: int, frame: Frame, *, with_header: bool) -> Batch:
        lines = io.StringIO(block.text.decode(), newline="")
        records = filter(None, csv.reader(lines, delimiter=self.delimiter, strict=True))
        if with_header:
            next(records)
        found = [self.rows.draft(at, cells, frame) for at, cells in enumerate(records, row + 1)]
        return Batch.of(found, row)._replace(end=block.end)


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
    for header in records(path, file_name, encoding, delimiter):
        return header
    raise EmptyFile(file_name=file_name)


def records(path: Path, file_name: str, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """The header and the rows; lines without anything are no rows."""
    return (cells for _, cells in placed(path, file_name, encoding, delimiter))


def placed(
    path: Path, file_name: str, encoding: str, delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    """The same, each with the number that a spreadsheet program shows beside it."""
    row, line = 0, 1
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            for place, cells in enumerate(reader, start=1):
                if cells:
                    yield place, cells
                    row += 1
                line = reader.line_num + 1
        except UnicodeDecodeError:
            raise broken_text(path, file_name, encoding) from None
        except csv.Error as error:
            if "field limit" in str(error):
                raise HugeCell(file_name=file_name, row=row, limit=LONGEST_CELL) from None
            raise BrokenQuotes(file_name=file_name, row=row, line=line) from None
