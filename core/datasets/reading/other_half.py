"""Turns the second half of a large table into lines, in a process beside this one.

The other process counts quotation marks to find where its half begins; this one reads its own
half to the same place, and knows then whether that was right. Where it was not, or where the
other one gave up, this one simply reads on: what comes out is always the same.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, TypedDict

import orjson

from core.datasets.beside import Beside, GivenUp, alone, beside
from core.datasets.faults import Fault
from core.datasets.reading.cutting import Stretch, Unusual, row_after
from core.datasets.reading.drafts import Batch, Source
from core.datasets.reading.sheets import Sheet
from core.errors import Detail

WORTHWHILE = 8 << 20
COPIED_AT_ONCE = 1 << 18
FIRST_HALF = 0.56  # of the file: the other process has to count before it begins
ENCODINGS = ("utf-8", "utf-8-sig")  # only in these can a reader start in the middle


class Told(TypedDict):
    """What the other process says when it is done."""

    start: int
    rows: int
    written: int
    faults: list[tuple[int, str, dict[str, Detail]]]


@contextmanager
def in_two_halves(source: Source, system: str | None, folder: Path) -> Iterator[Iterator[Batch]]:
    """The batches of a source; of a large table, with the help of another process."""
    if not (
        isinstance(source, Sheet)
        and source.encoding in ENCODINGS
        and (size := source.path.stat().st_size) >= WORTHWHILE
        and alone()
    ):
        yield source.batches(system)
        return
    half = int(size * FIRST_HALF)
    with beside(partial(_second_half, source, system, half), folder) as other:
        yield _batches(source, system, half, other)


def _batches(sheet: Sheet, system: str | None, half: int, other: Beside) -> Iterator[Batch]:
    row, end = 0, None
    for batch in sheet.batches(system, Stretch(stop=half)):
        row, end = batch.last_row, batch.end
        yield batch
    if end is None:
        return  # the whole file was read row by row
    said = other.said()
    told: Told | None = orjson.loads(said) if said else None
    if told is None or told["start"] != end:
        yield from sheet.batches(system, Stretch(end), row)
        return
    while text := other.file.read(COPIED_AT_ONCE):
        yield Batch(row, 0, text)
    faults = [Fault(row + at, code, details) for at, code, details in told["faults"]]
    yield Batch(row + told["rows"], told["written"], b"", faults)


def _second_half(
    sheet: Sheet, system: str | None, half: int, lines: IO[bytes], still_wanted: Callable[[], None]
) -> bytes:
    try:
        told = Told(start=row_after(sheet.path, half), rows=0, written=0, faults=[])
        for batch in sheet.blocks(system, Stretch(told["start"])):
            still_wanted()
            lines.write(batch.lines)
            told["rows"] = batch.last_row
            told["written"] += batch.written
            told["faults"] += [(fault.row, fault.code, fault.details) for fault in batch.faults]
    except (csv.Error, UnicodeDecodeError, Unusual):
        raise GivenUp from None
    return orjson.dumps(told)
