"""Cuts a table of text into blocks that end where a row ends, without parsing it.

A quotation mark opens or closes a quotation, and one that is written twice does both: so a
newline ends a row where the marks before it are even in number. That holds in every table whose
marks stand where they should; whoever reads a block makes sure that they do.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

BLOCK = 1 << 16  # fits a processor's cache; larger ones are slower
LONGEST = 1 << 20  # of a row that is still a usual one
MARK, NEWLINE = b'"', b"\n"


class Unusual(Exception):
    """The table has to be read by the library that knows everything about tables."""


class Stretch(NamedTuple):
    """Part of a file: from where a row begins to the end of the row that holds byte `stop`."""

    start: int = 0
    stop: int | None = None


WHOLE = Stretch()


class Block(NamedTuple):
    """Some rows; every other piece stands inside of quotation marks."""

    text: bytes
    pieces: list[bytes]
    end: int | None = None  # where it ends in the file, where that is known


def blocks(path: Path, encoding: str, stretch: Stretch = WHOLE) -> Iterator[Block]:
    """Some rows at a time, as UTF-8.

    Raises:
        Unusual: when no end of a row can be found.
        UnicodeDecodeError: when the text is not in its encoding.
    """
    if encoding not in ("utf-8", "utf-8-sig"):
        yield from _transcoded(path, encoding)
        return
    with path.open("rb") as file:
        file.seek(stretch.start or len(BOM_UTF8) * (encoding == "utf-8-sig"))
        while stretch.stop is None or file.tell() <= stretch.stop:
            size = BLOCK if stretch.stop is None else min(BLOCK, stretch.stop - file.tell())
            block = _whole(file.read(size), file.readline)
            if not block.text:
                return
            yield block._replace(end=file.tell())


def row_after(path: Path, stop: int) -> int:
    """Where the row ends that holds byte `stop`.

    Raises:
        Unusual: when that one has no end.
    """
    quoted = False
    with path.open("rb") as file:
        while text := file.read(min(BLOCK, stop - file.tell())):
            quoted ^= text.count(MARK) % 2 == 1
        _rest_of_row(file.readline, quoted=quoted)
        return file.tell()


def _transcoded(path: Path, encoding: str) -> Iterator[Block]:
    with path.open(encoding=encoding, newline="") as file:

        def read_line(limit: int) -> bytes:
            return file.readline(limit).encode()

        while text := file.read(BLOCK):
            yield _whole(text.encode(), read_line)


def _whole(text: bytes, read_line: Callable[[int], bytes]) -> Block:
    """The text and what is missing of its last row."""
    text += read_line(LONGEST)
    pieces = text.split(MARK)
    if len(pieces) % 2 and text.endswith(NEWLINE):
        return Block(text, pieces)
    text += _rest_of_row(read_line, quoted=len(pieces) % 2 == 0)
    if text and not text.endswith(NEWLINE):  # the last row of a file may do without
        text += NEWLINE
    return Block(text, text.split(MARK))


def _rest_of_row(read_line: Callable[[int], bytes], *, quoted: bool) -> bytes:
    """The lines up to the end of the row, or of the file."""
    row = b""
    while line := read_line(LONGEST):
        row += line
        quoted ^= line.count(MARK) % 2 == 1
        if line.endswith(NEWLINE) and not quoted:
            break
        if len(row) > LONGEST:
            raise Unusual
    if quoted:
        raise Unusual
    return row
