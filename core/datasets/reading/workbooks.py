"""Reads workbooks of spreadsheet programs, through a process that may fail without us."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypedDict

import orjson

from core.datasets.chats import Frame
from core.datasets.faults import Fault
from core.datasets.reading.columns import Named
from core.datasets.reading.drafts import BLANK, Batch, Draft, in_batches
from core.datasets.reading.rows import ErrorCell, Rows
from core.datasets.refusals import (
    DamagedWorkbook,
    EmptyFile,
    FileRefused,
    HeaderRefused,
    HugeWorkbook,
    LockedWorkbook,
    NoSheetFits,
    UnclearColumns,
)

KILLED_BY_ITS_LIMITS = (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU)

Row = list[str | dict[str, str]]


class Beginning(TypedDict):
    """The first rows of a sheet."""

    sheet: str
    rows: list[Row]


class Found(NamedTuple):
    """A sheet that has the columns; rows before its header are a title."""

    sheet: str
    header_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """The sheets of a workbook that have the columns, read as one table."""

    path: Path
    file_name: str
    encoding: str
    sheets: Sequence[Found]
    rows: Rows
    notices: Sequence[Fault] = ()

    @property
    def headings(self) -> Named:
        return self.rows.headings

    @property
    def header(self) -> Sequence[str]:
        return self.rows.header

    def cells(self) -> Generator[list[str]]:
        for sheet, header_at in self.sheets:
            with closing(_printed(self.path, self.file_name, sheet)) as lines:
                for number, line in enumerate(lines):
                    if number > header_at:
                        yield _cells(orjson.loads(line))

    def drafts(self, system: str | None) -> Iterator[Draft | Fault]:
        frame, draft = Frame.with_system(system), self.rows.draft
        with closing(self.cells()) as rows:
            for row, cells in enumerate(rows, start=1):
                yield draft(row, cells, frame)

    def batches(self, system: str | None) -> Iterator[Batch]:
        return in_batches(self.drafts(system))


def open_workbook(path: Path, file_name: str, encoding: str, named: Named) -> Workbook:
    """The first sheet that has the columns, and all that have the same.

    A person may have written a title above them. What is not read is told in the notices.

    Raises:
        FileRefused: one of its kinds, when no sheet has.
    """
    looked_at: list[Beginning] = []
    refusals: list[tuple[HeaderRefused, str]] = []
    sheets: list[Found] = []
    rows: Rows | None = None
    with closing(_printed(path, file_name)) as lines:
        for line in _while_it_can(lines, sheets):
            beginning: Beginning = orjson.loads(line)
            looked_at.append(beginning)
            for header_at, row in enumerate(beginning["rows"]):
                if rows and _named(_cells(row)) != _named(rows.header):
                    continue
                try:
                    rows = rows or Rows.under(_cells(row), named, file_name)
                except HeaderRefused as refusal:
                    refusals.append((refusal, beginning["sheet"]))
                else:
                    sheets.append(Found(beginning["sheet"], header_at))
                    break
    if rows is None:
        raise _likeliest(refusals, [one["sheet"] for one in looked_at], file_name)
    read = {found.sheet for found in sheets}
    unread = [one["sheet"] for one in looked_at if one["rows"] and one["sheet"] not in read]
    notices = [
        *_where_they_begin(path, file_name, sheets),
        *(Fault(0, "sheet_not_read", {"sheet": sheet}) for sheet in unread),
    ]
    return Workbook(
        path=path, file_name=file_name, encoding=encoding, sheets=sheets, rows=rows, notices=notices
    )


def _while_it_can(lines: Iterator[bytes], sheets: Sequence[Found]) -> Iterator[bytes]:
    """Further sheets that can't be read don't refuse the one that was found."""
    try:
        yield from lines
    except FileRefused:
        if not sheets:
            raise


def _named(header: Sequence[str]) -> list[str]:
    return "\0".join(cell.strip(BLANK) for cell in header).rstrip("\0").split("\0")


def _where_they_begin(path: Path, file_name: str, sheets: Sequence[Found]) -> Iterator[Fault]:
    """Of each sheet after the first, the row with which it begins: rows are counted on."""
    row = 1
    for at, (sheet, header_at) in enumerate(sheets[:-1], start=1):
        with closing(_printed(path, file_name, sheet)) as lines:
            row += sum(1 for _ in lines) - header_at - 1
        yield Fault(0, "further_sheet", {"sheet": sheets[at].sheet, "row": row})


def rows_of_sheets(path: Path, file_name: str) -> Generator[tuple[str, list[str]]]:
    """Every row of every sheet that is seen, with the name of its sheet.

    Raises:
        FileRefused: when the workbook can't be read.
    """
    with closing(_printed(path, file_name)) as lines:
        sheets = [str(orjson.loads(line)["sheet"]) for line in lines]
    for sheet in sheets:
        with closing(_printed(path, file_name, sheet)) as lines:
            for line in lines:
                yield sheet, _cells(orjson.loads(line))


def rows_of_sheet(path: Path, file_name: str, sheet: str) -> Generator[list[str]]:
    """The rows of one sheet, seen or not.

    Raises:
        FileRefused: when there is none, or it can't be read.
    """
    with closing(_printed(path, file_name, sheet)) as lines:
        for line in lines:
            yield _cells(orjson.loads(line))


def _likeliest(
    refusals: list[tuple[HeaderRefused, str]], sheets: list[str], file_name: str
) -> FileRefused:
    """What to say when no sheet fits: the row that names most columns was meant as a header."""
    if not refusals:
        return EmptyFile(file_name=file_name)
    likeliest, sheet = max(refusals, key=_how_likely)
    if isinstance(likeliest, UnclearColumns) or not sheets[1:]:
        return likeliest
    return NoSheetFits(file_name=file_name, sheets=sheets, sheet=sheet, header=likeliest.header)


def _how_likely(found: tuple[HeaderRefused, str]) -> tuple[bool, int]:
    refusal, _ = found
    named = [name for name in refusal.header if name.strip(BLANK)]
    return isinstance(refusal, UnclearColumns), len(named)


def _cells(row: Row) -> list[str]:
    return [cell if isinstance(cell, str) else ErrorCell(cell["error"]) for cell in row]


def _printed(path: Path, file_name: str, *sheet: str) -> Generator[bytes]:
    """The lines of the other process, as they come.

    Raises:
        FileRefused: when it gives up, or breaks.
    """
    from core.datasets.reading import workbook_process as other

    command = [sys.executable, "-I", other.__file__, str(path), *sheet]
    with subprocess.Popen(  # noqa: S603 (ourselves, and a path)
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield from process.stdout or ()
            status = process.wait()
        finally:
            process.kill()
    if status == other.LOCKED:
        raise LockedWorkbook(file_name=file_name)
    if status in {other.HUGE, *KILLED_BY_ITS_LIMITS}:
        raise HugeWorkbook(file_name=file_name, limit=other.UNPACKED >> 20)
    if status:
        raise DamagedWorkbook(file_name=file_name)
