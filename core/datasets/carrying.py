"""A file to fix carries the name of its data set: sent back under any name, it is known again.

The name stands on a sheet that spreadsheet programs don't show, and that reading leaves aside.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from core.datasets.naming import clean_name
from core.datasets.reading.signatures import workbook_kind
from core.datasets.reading.workbooks import rows_of_sheet
from core.datasets.refusals import FileRefused

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SHEET = "togi-data-set"


def carry(book: Workbook, name: str) -> None:
    """Write a name where nobody sees it; after the sheets that people see."""
    sheet = book.add_worksheet(SHEET)
    sheet.write_string(0, 0, name)
    sheet.very_hidden()


def carried_in(path: Path) -> str | None:
    """The name of the data set that a file to fix was made for; None for any other file."""
    if workbook_kind(path) is None:
        return None
    try:
        with closing(rows_of_sheet(path, path.name, SHEET)) as rows:
            first = next(rows, [])
    except FileRefused:
        return None
    return clean_name(first[0]) if first and first[0].strip() else None
