"""The file to fix: all that somebody brought, as a spreadsheet that says row by row what is wrong.

It can be corrected and sent back as it is: what is added stands in columns of its own, which
reading leaves aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from core.datasets.carrying import carry
from core.datasets.chats import with_split
from core.datasets.in_columns import in_columns
from core.datasets.reading.columns import ANSWER, AUTHOR, LABEL, QUESTION, SPLIT
from core.datasets.reading.drafts import Source
from core.datasets.reading.lines import LINE, Lines
from core.datasets.tables import Example, Version
from core.errors import TogiError

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575  # of a sheet, below its first
LONGEST_CELL = 32_767
ROOM = LONGEST_CELL // 2  # characters that are never too many, whatever they are
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ADDED = 2  # columns before those of the file
NOTE_WIDTH, NUMBER_WIDTH, TEXT_WIDTH, OTHER_WIDTH = 44, 7, 48, 14
FOUND, HEAD = "#FFF1D6", "#E8ECF1"
# Text is text, whatever it begins with: a formula or a link would act when the file is opened.
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class MoreThanASheetHolds(TogiError):
    template: ClassVar[str] = (
        "The file has more rows than a spreadsheet can hold ({most}). Divide it into smaller files "
        "and send them one by one."
    )


class Table(NamedTuple):
    """The names of columns, and rows with their numbers in the file."""

    header: Sequence[str]
    rows: Iterable[tuple[int, Sequence[str]]]
    wide: Collection[str] = ()  # the columns that hold long text
    whole: int | None = None  # the column of what fits into no others


class Written(NamedTuple):
    rows: int
    found: int  # rows that something is said of


class Labels(NamedTuple):
    """What is written into the file beside what the person wrote, in their language."""

    sheet: str
    what_to_fix: str
    row: str
    cut: str  # said of a row whose text was too long for a cell
    whole: str  # said of a row that fits into no columns


def write_file_to_fix(
    path: Path,
    table: Table,
    notes: Mapping[int, Sequence[str]],
    labels: Labels,
    name: str,
) -> Written:
    """Write the rows, each with its number in the file and the notes on it.

    The file carries the `name` of its data set, whatever people call it. Memory stays small
    whatever the file holds.

    Raises:
        MoreThanASheetHolds: for more rows than a spreadsheet can have.
    """
    from xlsxwriter import Workbook

    options = {**AS_TEXT, "constant_memory": True, "tmpdir": str(path.parent)}
    with Workbook(path, options) as book:
        sheet = book.add_worksheet(labels.sheet)
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(_widths(table)):
            sheet.set_column(column, column, width)
        written = _fill(sheet, _Formats.of(book), table, notes, labels)
        carry(book, name)
        return written


class _Formats(NamedTuple):
    head: Format
    found: Format
    clean: Format

    @classmethod
    def of(cls, book: Workbook) -> _Formats:
        top = {"valign": "top"}
        return cls(
            book.add_format({**top, "bold": True, "bg_color": HEAD}),
            book.add_format({**top, "text_wrap": True, "bg_color": FOUND}),
            book.add_format(top),
        )


def _fill(
    sheet: Worksheet,
    formats: _Formats,
    table: Table,
    notes: Mapping[int, Sequence[str]],
    labels: Labels,
) -> Written:
    count = found = 0
    _write(sheet, 0, [labels.what_to_fix, labels.row, *table.header], formats.head)
    for number, cells in table.rows:
        count += 1
        if count > MOST_ROWS:
            raise MoreThanASheetHolds(most=MOST_ROWS)
        said = list(notes.get(number, ()))
        if any(_units(cell) > LONGEST_CELL for cell in cells):
            said.append(labels.cut)
        found += bool(said)
        form = formats.found if said else formats.clean
        if table.whole is not None and cells[table.whole]:
            said.append(labels.whole)
        _write(sheet, count, ["\n".join(said), str(number), *cells], form)
    sheet.autofilter(0, 0, count, ADDED + len(table.header) - 1)
    return Written(count, found)


def _write(sheet: Worksheet, at: int, cells: Iterable[str], form: Format) -> None:
    for column, text in enumerate(cells):
        sheet.write_string(at, column, writable(text), form)


def _widths(table: Table) -> list[int]:
    widths = [TEXT_WIDTH if name in table.wide else OTHER_WIDTH for name in table.header]
    return [NOTE_WIDTH, NUMBER_WIDTH, *widths]


def writable(text: str) -> str:
    """The text as a cell can hold it: without what XML has no room for, and not too long."""
    text = NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _units(text) <= LONGEST_CELL:
        return text
    return text.encode("utf-16-le")[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def _units(text: str) -> int:
    """The length as spreadsheet programs count it: what stands outside the BMP counts twice."""
    return len(text) + sum(letter > "\uffff" for letter in text) if len(text) > ROOM else len(text)


def as_it_came(source: Source) -> Table:
    """All rows of a file, cell by cell; chats in columns, where they fit."""
    if isinstance(source, Lines):
        return _of_chats(lambda: _numbered(source))
    wide = [name for name in source.headings if name]
    return Table(source.header, enumerate(source.cells(), start=1), wide)


def _numbered(source: Lines) -> Iterator[tuple[int, str]]:
    return ((row, line) for row, (line,) in enumerate(source.cells(), start=1))


def _of_chats(
    rows: Callable[[], Iterator[tuple[int, str]]], question: str = QUESTION, answer: str = ANSWER
) -> Table:
    header, cells = in_columns(rows, question, answer)
    wide = [name for name in header if name not in {SPLIT, LABEL, AUTHOR}]
    return Table(header, cells, wide, header.index(LINE) if LINE in header else None)


def without_what_was_added(table: Table, added: Collection[tuple[str, str]]) -> Table:
    """A table without the columns of an earlier file to fix, so that they don't pile up."""
    if tuple(table.header[:ADDED]) not in added:
        return table
    rows = ((row, cells[ADDED:]) for row, cells in table.rows)
    return table._replace(header=table.header[ADDED:], rows=rows)


def as_stored(version: Version, examples: Iterable[Example]) -> Table:
    """The rows of a version from what was kept of them, where the file itself is gone."""
    kept = list(examples)
    return _of_chats(
        lambda: ((row.position, with_split(row.line, row.split)) for row in kept),
        version.question_column or QUESTION,
        version.answer_column or ANSWER,
    )
