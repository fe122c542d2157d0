"""A version, or the whole difference between two, as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from core.datasets.chats import question_and_answer
from core.datasets.fixing import AS_TEXT, writable
from core.datasets.in_columns import in_columns
from core.datasets.reading.columns import ANSWER, QUESTION
from core.datasets.tables import Example, Version
from core.datasets.versions.comparing import Difference

WIDTHS = (12, 9, 9, 48, 48, 48)


class Labels(NamedTuple):
    """What is written into the file, in the reader's language."""

    added: str
    removed: str
    changed: str
    columns: tuple[str, ...]  # what happened, row before, row after, question, answer before, after


def write_difference(path: Path, found: Difference, labels: Labels) -> None:
    """A row per example that came, went or changed."""
    from xlsxwriter import Workbook

    options = {**AS_TEXT, "constant_memory": True, "tmpdir": str(path.parent)}
    with Workbook(path, options) as book:
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, labels.columns[column], head)
        sheet.freeze_panes(1, 0)
        for number, cells in enumerate(_rows(found, labels), start=1):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, writable(cell), text)


def write_examples(path: Path, lines: bytes, version: Version) -> None:
    """The lines of a version in columns, for people; brought in again, they are the same."""
    from xlsxwriter import Workbook

    def numbered() -> Iterator[tuple[int, str]]:
        return enumerate((line.decode() for line in lines.splitlines()), start=1)

    header, rows = in_columns(
        numbered, version.question_column or QUESTION, version.answer_column or ANSWER
    )
    options = {**AS_TEXT, "constant_memory": True, "tmpdir": str(path.parent)}
    with Workbook(path, options) as book:
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, len(header) - 1, WIDTHS[-1])
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(header):
            sheet.write_string(0, column, writable(name), head)
        for number, cells in rows:
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, writable(cell), text)


def _rows(found: Difference, labels: Labels) -> Iterator[tuple[str, ...]]:
    for before, after in found.changed:
        yield _row(labels.changed, before, after)
    for after in found.added:
        yield _row(labels.added, None, after)
    for before in found.removed:
        yield _row(labels.removed, before, None)


def _row(what: str, before: Example | None, after: Example | None) -> tuple[str, ...]:
    old = question_and_answer(before.line) if before else None
    new = question_and_answer(after.line) if after else None
    exchange = new or old
    return (
        what,
        str(before.position) if before else "",
        str(after.position) if after else "",
        exchange.question if exchange else "",
        old.answer if old else "",
        new.answer if new else "",
    )
