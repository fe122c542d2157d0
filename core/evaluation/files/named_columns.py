"""A table of text whose first row names certain columns: CSV, TSV and the like, in any encoding."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from core.datasets.faults import Fault
from core.datasets.reading.drafts import BLANK
from core.datasets.reading.encodings import recognise
from core.datasets.reading.sheets import DELIMITERS, placed, records
from core.datasets.refusals import (
    BrokenQuotes,
    BrokenText,
    EmptyFile,
    FileRefused,
    HugeCell,
    UnknownEncoding,
)
from core.evaluation.files.formulas import as_written

NAMES_SHOWN, NAME_LENGTH_SHOWN = 8, 40


class NotATable(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is not a table of text. Save it as CSV, with a first row that names the "
        "columns: {columns}."
    )


class ColumnsMissing(FileRefused):
    template: ClassVar[str] = (
        "The first row of {file_name} must name each of these columns once: {columns}. "
        "It says: {found}."
    )


@dataclass(frozen=True, slots=True)
class NamedColumns:
    """The rows of a table, each with the cells of the columns that were asked for, trimmed.

    `places` are where these stand; a column that a table may do without stands nowhere, at None.
    """

    path: Path
    file_name: str
    encoding: str
    delimiter: str
    width: int
    places: Sequence[int | None]

    def rows(self) -> Iterator[tuple[int, list[str] | Fault]]:
        """Each row that is not blank, with its number: 1 stands below a first row of names.

        Blank rows are counted, as in a spreadsheet, where row 1 has the number 2 beside it.
        """
        found = placed(self.path, self.file_name, self.encoding, self.delimiter)
        next(found)
        for place, cells in found:
            number = place - 1
            if any(map(str.strip, cells[self.width :])):
                details: dict[str, str | int | float] = {
                    "cells": len(cells),
                    "columns": self.width,
                }
                yield number, Fault(number, "extra_cells", details)
            elif any(map(str.strip, cells)):
                yield number, [_cell(cells, place) for place in self.places]


def open_table(
    path: Path, file_name: str, columns: Mapping[str, Sequence[str]], optional: Sequence[str] = ()
) -> NamedColumns:
    """The table, read as the delimiter says under which its first row names all columns.

    `columns` are the names to look for, each with its other names; after them come the cells of
    those that are `optional`.

    Raises:
        FileRefused: one of its kinds, when there is no such table.
    """
    try:
        encoding = recognise(path, file_name)
    except (BrokenText, EmptyFile, UnknownEncoding):
        raise
    except FileRefused:
        raise NotATable(file_name=file_name, columns=", ".join(columns)) from None
    headers: list[list[str]] = []
    refusals: list[FileRefused] = []
    for delimiter in DELIMITERS:
        try:
            header = next(records(path, file_name, encoding, delimiter), [])
        except (BrokenQuotes, HugeCell) as refusal:
            refusals.append(refusal)
            continue
        places = _places(header, columns)
        if None not in places:
            places += _places(header, dict.fromkeys(optional, ()))
            return NamedColumns(path, file_name, encoding, delimiter, len(header), places)
        headers.append(header)
    likeliest = max(headers, key=len, default=[])
    if not any(name.strip(BLANK) for name in likeliest):
        raise refusals[0] if refusals else EmptyFile(file_name=file_name)
    found = ", ".join(
        " ".join(name.split())[:NAME_LENGTH_SHOWN] for name in likeliest[:NAMES_SHOWN]
    )
    more = " …" if likeliest[NAMES_SHOWN:] else ""
    raise ColumnsMissing(file_name=file_name, columns=", ".join(columns), found=found + more)


def _places(header: Sequence[str], columns: Mapping[str, Sequence[str]]) -> list[int | None]:
    """Where each column stands; one that is missing or named twice stands nowhere."""
    names = [unicodedata.normalize("NFKC", name).strip(BLANK).casefold() for name in header]
    places: list[int | None] = []
    for column, others in columns.items():
        called = column if column in names else next(filter(names.__contains__, others), column)
        places.append(names.index(called) if names.count(called) == 1 else None)
    return places


def _cell(cells: Sequence[str], place: int | None) -> str:
    return "" if place is None or place >= len(cells) else as_written(cells[place].strip(BLANK))
