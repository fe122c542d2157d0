"""Divides a file of chats into two files, line by line as it streams by."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from io import SEEK_END, BytesIO
from itertools import compress
from operator import not_
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple

from core.datasets.beside import GivenUp, alone, beside
from core.datasets.chats import everything_asked
from core.datasets.faults import Fault
from core.datasets.preferences import is_preference
from core.datasets.reading.lines import LONGEST_LINE, numbered, parsed
from core.datasets.reading.signatures import HEAD, refuse_other_kinds
from core.datasets.refusals import EmptyFile
from core.datasets.replacing import replacing
from core.datasets.splitting.lots import lot
from core.datasets.splitting.quick import quick_lots
from core.datasets.splitting.spilled import SpilledLots

BLOCK = 1 << 18
WORTHWHILE = 8 << 20


class Division(NamedTuple):
    """How many lines went where; with faults, nothing was written."""

    training: int
    validation: int
    faults: list[Fault]


def divide_file(
    source: Path,
    *,
    training: Path,
    validation: Path,
    ratio: float,
    seed: int,
    processes: int = 1,
) -> Division:
    """Copy each line to one of two files; lines that ask the same go to the same one.

    Two processes are for commands alone: a service does not double itself.

    Raises:
        FileRefused: when the file is empty, or of another kind.
        CannotWrite: when a destination can't be written.
    """
    with source.open("rb") as file, closing(SpilledLots()) as lots:
        refuse_other_kinds(file.read(HEAD), source.name)
        if faults := _draw_lots(file, lots, seed, halved=processes > 1):
            return Division(0, 0, faults)
        if not len(lots):
            raise EmptyFile(file_name=source.name)
        total = len(lots)
        wanted = min(max(1, int(total * ratio + 0.5)), total - 1)
        drawn = lots.draw(wanted=wanted, at_most=total - 1)
        is_drawn, validating = drawn.sieve(), 0
        with replacing(training, validation) as new:
            lots.rewind()
            for block in _blocks(file):
                lines = _lines(block)
                validates = is_drawn(lots.read(len(lines)))
                new.files[0].writelines(compress(lines, map(not_, validates)))
                new.files[1].writelines(compress(lines, validates))
                validating += sum(validates)
            new.keep()
    return Division(total - validating, validating, [])


def _draw_lots(file: BinaryIO, lots: SpilledLots, seed: int, *, halved: bool) -> list[Fault]:
    """Draw the lot of every row; or, where one is no chat, say so of each."""
    half = _second_half(file) if halved and alone() else None
    if half is None:
        good = _add_lots(_blocks(file), lots.add, seed)
    else:
        work = partial(_draw_beside, Path(file.name), half, seed)
        with beside(work, Path(tempfile.gettempdir())) as other:
            good = _add_lots(_blocks(file, stop=half), lots.add, seed) and other.said() is not None
            while good and (drawn := other.file.read(BLOCK)):
                lots.add(drawn)
    if good:
        return []
    found = (chat_in(number, line) for number, line in rows_in(file))
    return [fault for fault in found if isinstance(fault, Fault)]


def _second_half(file: BinaryIO) -> int | None:
    """Where the second half of the lines begins, where that is worthwhile to know."""
    size = file.seek(0, SEEK_END)
    if size < WORTHWHILE:
        return None
    file.seek(size // 2)
    file.readline(LONGEST_LINE)
    return file.tell()


def _draw_beside(
    path: Path, start: int, seed: int, lots: IO[bytes], still_wanted: Callable[[], None]
) -> bytes:
    def add(drawn: bytes) -> None:
        still_wanted()
        lots.write(drawn)

    with path.open("rb") as file:
        if not _add_lots(_blocks(file, start), add, seed):
            raise GivenUp
    return b"done"


def _add_lots(blocks: Iterable[bytes], add: Callable[[bytes], None], seed: int) -> bool:
    """Draw the lots of blocks; whether all of their lines are chats."""
    for block in blocks:
        lines = _lines(block)
        drawn = quick_lots(lines, seed) or _one_by_one(lines, seed)
        if drawn is None:
            return False
        add(drawn)
    return True


def _one_by_one(lines: list[bytes], seed: int) -> bytes | None:
    drawn = []
    for line in lines:
        chat = chat_in(0, line)
        if isinstance(chat, Fault):
            return None
        drawn.append(lot(everything_asked(chat), seed))
    return b"".join(drawn)


def _blocks(file: BinaryIO, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """Some lines at a time; only a line that is too long breaks off."""
    file.seek(start)
    while block := file.read(BLOCK if stop is None else min(BLOCK, stop - file.tell())):
        yield block + (file.readline(LONGEST_LINE) if file.tell() != stop else b"")


def _lines(block: bytes) -> list[bytes]:
    """The lines that hold anything, with one newline each."""
    lines = BytesIO(block).readlines()
    if b"\r" not in block and block.endswith(b"\n"):
        return [line for line in lines if not line.isspace()]
    return [line.rstrip(b"\r\n") + b"\n" for line in lines if not line.isspace()]


def rows_in(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that hold anything, from the start."""
    file.seek(0)
    return ((number, line) for number, line in numbered(file) if not line.isspace())


def chat_in(number: int, line: bytes) -> dict[str, object] | Fault:
    """The chat of a line, or why it is none."""
    value = parsed(number, line)
    if isinstance(value, Fault):
        return value
    if not isinstance(value, dict):
        return Fault(number, "data_type")
    messages = value.get("messages")
    if not (isinstance(messages, list) and messages) and not is_preference(value):
        return Fault(number, "missing_messages_list")
    return value
