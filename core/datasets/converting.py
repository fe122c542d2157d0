"""Turns a file of rows into the chat JSONL that providers read."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from core.datasets.faults import Fault
from core.datasets.reading.columns import Named
from core.datasets.reading.other_half import in_two_halves
from core.datasets.reading.sources import open_source
from core.datasets.refusals import EmptyFile
from core.datasets.replacing import replacing


class Conversion(NamedTuple):
    """What became of a file; `faults` are the rows that were left out, or that refused it."""

    rows: int
    written: int
    faults: list[Fault]
    encoding: str
    notices: Sequence[Fault] = ()  # what there is to say of the file as a whole


def convert(
    source: Path,
    destination: Path,
    *,
    system: str | None = None,
    named: Named | None = None,
    skip_bad: bool = False,
    processes: int = 1,
) -> Conversion:
    """Write a line per row; where a row is bad nothing is written, unless it may be skipped.

    Two processes are for commands alone: a service does not double itself.

    Raises:
        FileRefused: when the file can't be read as rows at all.
        CannotWrite: when the destination can't be written.
    """
    opened = open_source(source, source.name, named)
    faults: list[Fault] = []
    rows = written = 0
    with ExitStack() as stack:
        new = stack.enter_context(replacing(destination))
        batches = (
            stack.enter_context(in_two_halves(opened, system, destination.resolve().parent))
            if processes > 1
            else opened.batches(system)
        )
        write = new.files[0].write
        for batch in batches:
            write(batch.lines)
            rows, written = batch.last_row, written + batch.written
            faults += batch.faults
        if not rows:
            raise EmptyFile(file_name=source.name)
        if not written or (faults and not skip_bad):
            return Conversion(rows, 0, faults, opened.encoding, opened.notices)
        new.keep()
    return Conversion(rows, written, faults, opened.encoding, opened.notices)
