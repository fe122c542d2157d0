"""The rows of a file of ratings, with text in every cell: from CSV, JSON lines or Parquet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import isnan
from pathlib import Path
from typing import ClassVar

from core.datasets.faults import Fault
from core.datasets.reading.encodings import recognise
from core.datasets.reading.lines import numbered, parsed
from core.datasets.refusals import BrokenQuotes, BrokenText, FileRefused, HugeCell
from core.errors import TogiError
from core.evaluation.files.exporting import Format
from core.evaluation.files.named_columns import open_table
from core.evaluation.files.ratings_file import COLUMNS

NEEDED = tuple(COLUMNS)
OPTIONAL = ("answer_id", "cause", "at")
KEPT = (*NEEDED, *OPTIONAL)
MOST_ROWS = 200_000

Cells = Mapping[str, str]  # empty: the row can't be read
Placed = tuple[int, Cells]  # with the number of its line, as a spreadsheet or an editor shows it
_Row = Mapping[str, object]
_Rows = Iterable[tuple[int, _Row]]


class NotRatings(TogiError):
    template: ClassVar[str] = (
        "{file_name} is no table of ratings. It must be a CSV, JSONL or Parquet file with these "
        "columns: {columns}."
    )


class TooManyRatings(TogiError):
    template: ClassVar[str] = (
        "{file_name} has more than {most} rows. Split it into smaller files and send them one "
        "after another."
    )


def read_rows(path: Path, file_name: str) -> list[Placed]:
    """The rows of a file, in its order, also those that can't be read.

    Blank lines are no rows.

    Raises:
        NotRatings: when it is of another kind, or has no such columns.
        FileRefused: when it can't be read from some row on.
        TooManyRatings: when they would not fit into the memory with ease.
    """
    refusal = NotRatings(file_name=file_name, columns=", ".join(NEEDED))
    rows: _Rows
    try:
        match Path(file_name).suffix.lower().removeprefix("."):
            case Format.CSV:
                rows = _csv(path, file_name)
            case Format.JSONL:
                rows = _jsonl(path, file_name)
            case Format.PARQUET:
                rows = _parquet(path, file_name)
            case _:
                raise refusal
        found = [(number, _cells(row)) for number, row in islice(rows, MOST_ROWS + 1)]
    except (BrokenQuotes, BrokenText, HugeCell):  # they say in which row
        raise
    except (ValueError, TypeError, NotImplementedError, OSError, FileRefused) as problem:
        raise refusal from problem
    if len(found) > MOST_ROWS:
        raise TooManyRatings(file_name=file_name, most=MOST_ROWS)
    return found


def _csv(path: Path, file_name: str) -> Iterator[tuple[int, _Row]]:
    for number, cells in open_table(path, file_name, COLUMNS, OPTIONAL).rows():
        readable = not isinstance(cells, Fault)
        yield number + 1, dict(zip(KEPT, cells, strict=True)) if readable else {}


def _jsonl(path: Path, file_name: str) -> _Rows:
    encoding = recognise(path, file_name)
    with path.open(encoding=encoding, newline="\n") as file:
        values = [
            (number, parsed(number, line)) for number, line in numbered(file) if not line.isspace()
        ]
    rows = [(number, value if isinstance(value, dict) else {}) for number, value in values]
    return _with_columns(rows, {name for _, row in rows for name in row})


def _parquet(path: Path, file_name: str) -> _Rows:
    from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]  # it has no types

    with ParquetFile(path) as file:
        if file.metadata.num_rows > MOST_ROWS:  # a small file may hold very many
            raise TooManyRatings(file_name=file_name, most=MOST_ROWS)
        names = [name for name in file.schema_arrow.names if name in KEPT]
        rows: Sequence[_Row] = file.read(columns=names).to_pylist()
        return _with_columns(list(enumerate(rows, start=1)), names)


def _with_columns(rows: Sequence[tuple[int, _Row]], columns: Collection[str]) -> _Rows:
    if not set(NEEDED) <= set(columns):
        raise ValueError(columns)
    return rows


def _cells(row: _Row) -> Cells:
    """What of a row counts; nothing where it holds what no database takes for text."""
    cells = {name: _text(row.get(name)) for name in KEPT}
    whole = "".join(cells.values())
    return cells if whole and _is_text(whole) else {}


def _text(cell: object) -> str:
    is_missing = cell is None or (isinstance(cell, float) and isnan(cell))
    return "" if is_missing else str(cell).strip()


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
