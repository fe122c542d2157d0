"""Turns the second half of a large table into lines, in a process beside this one.

The other process counts quotation marks to find where its half begins; this one reads its own
half to the same place, and knows then whether that was right. Where it was not, or where the
other one gave up, this one simply reads on: what comes out is always the same.
"""

from __future__ import annotations

import csv
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import BinaryIO, TypedDict

import orjson

from core.datasets.faults import Fault
from core.datasets.reading.cutting import Stretch, Unusual, row_after
from core.datasets.reading.drafts import Batch, Source
from core.datasets.reading.sheets import Sheet
from core.errors import Detail

WORTHWHILE = 8 << 20
COPIED_AT_ONCE = 1 << 20
ENCODINGS = ("utf-8", "utf-8-sig")  # only in these can a reader start in the middle


class Told(TypedDict):
    """What the other process says when it is done."""

    start: int
    rows: int
    written: int
    faults: list[tuple[int, str, dict[str, Detail]]]


def cores() -> int:
    """How many this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def in_two_halves(source: Source, system: str | None, folder: Path) -> Iterator[Iterator[Batch]]:
    """The batches of a source, where it is worthwhile with the help of another process.

    A process with threads can't be copied safely, and the lines wait on the disk of `folder`.
    """
    if not (
        isinstance(source, Sheet)
        and source.encoding in ENCODINGS
        and (size := source.path.stat().st_size) >= WORTHWHILE
        and threading.active_count() == 1
    ):
        yield source.batches(system)
        return
    context = multiprocessing.get_context("fork")
    mine, others = context.Pipe(duplex=False)
    with tempfile.TemporaryFile(dir=folder) as lines:
        task = (source, system, size // 2, lines, mine, others, os.getpid())
        process = context.Process(target=_work, args=task, daemon=True)
        process.start()
        others.close()
        try:
            yield _batches(source, system, size // 2, lines, mine)
        finally:
            process.kill()
            process.join()
            mine.close()


def _batches(
    sheet: Sheet, system: str | None, half: int, lines: BinaryIO, pipe: Connection
) -> Iterator[Batch]:
    row, end = 0, None
    for batch in sheet.batches(system, Stretch(stop=half)):
        row, end = batch.last_row, batch.end
        yield batch
    if end is None:
        return  # the whole file was read row by row
    told: Told | None = None
    with suppress(EOFError):
        told = orjson.loads(pipe.recv_bytes())
    if told is None or told["start"] != end:
        yield from sheet.batches(system, Stretch(end), row)
        return
    lines.seek(0)
    while text := lines.read(COPIED_AT_ONCE):
        yield Batch(row, 0, text)
    faults = [Fault(row + at, code, details) for at, code, details in told["faults"]]
    yield Batch(row + told["rows"], told["written"], b"", faults)


def _work(
    sheet: Sheet,
    system: str | None,
    half: int,
    lines: BinaryIO,
    parents: Connection,
    pipe: Connection,
    parent: int,
) -> None:
    parents.close()  # or nobody would notice that the parent is gone
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us ends us
    told = Told(start=0, rows=0, written=0, faults=[])
    with suppress(csv.Error, UnicodeDecodeError, Unusual, OSError):
        told["start"] = row_after(sheet.path, half)
        for batch in sheet.blocks(system, Stretch(told["start"])):
            if os.getppid() != parent:
                return  # nobody waits any more
            lines.write(batch.lines)
            told["rows"] = batch.last_row
            told["written"] += batch.written
            told["faults"] += [(fault.row, fault.code, fault.details) for fault in batch.faults]
        lines.flush()
        pipe.send_bytes(orjson.dumps(told))
