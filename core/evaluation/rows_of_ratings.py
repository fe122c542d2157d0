"""The rows of a file of ratings, with text in every cell: from CSV, JSON lines or Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from pathlib import Path
from typing import ClassVar

from core.errors import TogiError
from core.evaluation.exporting import Format, as_written

NEEDED = ("question", "model", "rater", "metric", "score")
KEPT = (*NEEDED, "answer_id", "cause", "at")
MOST_ROWS = 200_000

Cells = Mapping[str, str]  # empty: the row can't be read


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


def read_rows(path: Path, file_name: str) -> list[Cells]:
    """The rows of a file, in its order: one that can't be read keeps its place.

    Raises:
        NotRatings: when it can't be read, or has no such columns.
        TooManyRatings: when they would not fit into the memory with ease.
    """
    refusal = NotRatings(file_name=file_name, columns=", ".join(NEEDED))
    try:
        match Path(file_name).suffix.lower().removeprefix("."):
            case Format.CSV:
                columns, rows = _csv(path, file_name)
            case Format.JSONL:
                columns, rows = _jsonl(path)
            case Format.PARQUET:
                columns, rows = _parquet(path, file_name)
            case _:
                raise refusal
        if not set(NEEDED) <= set(columns):
            raise refusal
        found = [_cells(row) for row in rows]
    except TooManyRatings:
        raise
    except (ValueError, TypeError, NotImplementedError, RecursionError, OSError) as problem:
        raise refusal from problem
    except (csv.Error, TogiError) as problem:
        raise refusal from problem
    if len(found) > MOST_ROWS:
        raise TooManyRatings(file_name=file_name, most=MOST_ROWS)
    return found


_Row = Mapping[str, object]


def _csv(path: Path, file_name: str) -> tuple[Sequence[str], Iterable[_Row]]:
    from core.datasets.reading.encodings import recognise

    with path.open(encoding=recognise(path, file_name), newline="") as file:
        header, *lines = csv.reader(file, strict=True)
    while lines and not any(lines[-1]):
        lines.pop()
    fits = [cells if len(cells) <= len(header) else [] for cells in lines]
    return header, (dict(zip(header, map(as_written, cells), strict=False)) for cells in fits)


def _jsonl(path: Path) -> tuple[Sequence[str], Iterable[_Row]]:
    lines = path.read_text("utf-8-sig").rstrip().split("\n")
    values = [json.loads(line) if line.strip() else {} for line in lines]
    rows = [value if isinstance(value, dict) else {} for value in values]
    return list(dict.fromkeys(name for row in rows for name in row)), rows


def _parquet(path: Path, file_name: str) -> tuple[Sequence[str], Iterable[_Row]]:
    from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]  # it has no types

    with ParquetFile(path) as file:
        if file.metadata.num_rows > MOST_ROWS:  # a small file may hold very many
            raise TooManyRatings(file_name=file_name, most=MOST_ROWS)
        names = [name for name in file.schema_arrow.names if name in KEPT]
        return names, file.read(columns=names).to_pylist()


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
