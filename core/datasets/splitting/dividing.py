"""Divides a file of chats into two files, line by line as it streams by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from core.datasets.chats import everything_asked
from core.datasets.faults import Fault
from core.datasets.preferences import is_preference
from core.datasets.reading.lines import numbered, parsed
from core.datasets.reading.signatures import HEAD, refuse_other_kinds
from core.datasets.refusals import EmptyFile
from core.datasets.replacing import replacing
from core.datasets.splitting.lots import LOT_BYTES, draw, lot


class Division(NamedTuple):
    """How many lines went where; with faults, nothing was written."""

    training: int
    validation: int
    faults: list[Fault]


def divide_file(
    source: Path, *, training: Path, validation: Path, ratio: float, seed: int
) -> Division:
    """Copy each line to one of two files; lines that ask the same go to the same one.

    Raises:
        FileRefused: when the file is empty, or of another kind.
        CannotWrite: when a destination can't be written.
    """
    with source.open("rb") as file:
        refuse_other_kinds(file.read(HEAD), source.name)
        lots = bytearray()
        faults: list[Fault] = []
        for number, line in rows_in(file):
            chat = chat_in(number, line)
            if isinstance(chat, Fault):
                faults.append(chat)
            else:
                lots += lot(everything_asked(chat), seed)
        if faults:
            return Division(0, 0, faults)
        if not lots:
            raise EmptyFile(file_name=source.name)
        total = len(lots) // LOT_BYTES
        wanted = min(max(1, int(total * ratio + 0.5)), total - 1)
        drawn = draw(lots, wanted=wanted, at_most=total - 1)
        written = {True: 0, False: 0}
        with replacing(training, validation) as new:
            for row, (_, line) in enumerate(rows_in(file)):
                validates = bytes(lots[row * LOT_BYTES : (row + 1) * LOT_BYTES]) in drawn
                new.files[validates].write(line.rstrip(b"\r\n") + b"\n")
                written[validates] += 1
            new.keep()
    return Division(written[False], written[True], [])


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
