"""The quick way from a block of a table to its lines: whole blocks at once, as bytes.

Parsing a table row by row takes three quarters of the time of a conversion. But nearly every
block of nearly every table holds nothing unusual: well-placed quotation marks, as many cells in
each row as columns, text in all of them. Such a block becomes JSON by a handful of operations on
all of its bytes, none of which looks at a single row. Whatever else a block holds, it is left to
`Rows.draft`, which knows what is wrong; both give the same lines, byte for byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import repeat

import orjson

from core.datasets.chats import Frame
from core.datasets.reading.columns import split_of
from core.datasets.reading.cutting import NEWLINE, Block
from core.datasets.reading.drafts import BLANK
from core.datasets.reading.rows import Rows

CELL, SEAM = b"\x1f", b"\0"  # what ends a cell; what stands where a quotation began or ended
END_OF_ROW = CELL + NEWLINE + CELL
CONTROLS = [bytes([code]) for code in range(32) if bytes([code]) not in b"\t\n\r"]
LONELY_RETURN = re.compile(rb"\r(?!\n)")
QUOTED_MARK = b'\\"'
ESCAPES = ((b"\\", b"\\\\"), (b"\t", b"\\t"), (b"\n", b"\\n"), (b"\r", b"\\r"))
MAYBE_BLANK = bytes({*BLANK.encode(), *b"\\nrt"})  # what JSON writes blanks with


@dataclass(frozen=True, slots=True)
class Quick:
    """How to read the blocks of one table."""

    rows: Rows
    delimiter: bytes
    frame: Frame

    def lines(self, block: Block) -> tuple[int, bytes] | None:
        """How many rows a block holds, and their lines; None where it holds something unusual.

        Raises:
            UnicodeDecodeError: when the block is no UTF-8.
        """
        columns, width = self.rows.columns, len(self.rows.header)
        cells = self._cells(block)
        if columns.later or columns.system is not None or cells is None:
            return None
        ends = cells[width :: width + 1]
        if len(ends) * (width + 1) != len(cells) or not (
            ends.count(NEWLINE) == len(ends) == cells.count(NEWLINE)
        ):
            return None  # a row has more cells than there are columns, or fewer
        questions = cells[columns.question :: width + 1]
        answers = cells[columns.answer :: width + 1]
        if _any_blank(questions) or _any_blank(answers):
            return None
        if columns.split is not None:
            splits = set(cells[columns.split :: width + 1])
            if None in map(split_of, map(_text, splits)):
                return None
        return len(ends), self._framed(questions, answers)

    def _framed(self, questions: list[bytes], answers: list[bytes]) -> bytes:
        before, between, after, _ = self.frame
        begin, end = b'%b"' % before, b'"%b\n' % after
        lines = [end + begin] * (4 * len(questions) + 1)
        lines[0], lines[-1] = begin, end
        lines[1::4] = questions
        lines[2::4] = [b'"%b"' % between] * len(questions)
        lines[3::4] = answers
        return b"".join(lines)

    def _cells(self, block: Block) -> list[bytes] | None:
        """All cells as JSON writes them between quotation marks, a newline after each row's."""
        block.text.decode()
        if any(map(block.text.__contains__, CONTROLS)):
            return None
        outside = self._outside(SEAM.join(block.pieces[::2]))
        if outside is None:
            return None
        pieces = block.pieces.copy()
        pieces[::2] = outside
        pieces[1::2] = _inside(SEAM.join(pieces[1::2])) if pieces[1:] else []
        return b"".join(pieces).split(CELL)[:-1]

    def _outside(self, text: bytes) -> list[bytes] | None:
        """What stands outside of quotations; nothing, where a mark is written twice inside one."""
        if b"\r" in text:
            without = text.replace(b"\r", b"")
            # Where the two always stand together, either may go; that is seen fastest by doing it.
            same = text.replace(NEWLINE, b"").replace(b"\r", NEWLINE) == without
            if not same and LONELY_RETURN.search(text):
                return None
            text = without
        text = text.replace(self.delimiter, CELL).replace(b"\\", b"\\\\")
        text = text.replace(b"\t", b"\\t").replace(NEWLINE, END_OF_ROW)
        first, *others = text.split(SEAM)
        if not others:
            return [first]
        between, last = others[:-1], others[-1]
        whole = [piece for piece in between if piece]
        if not (
            (not first or first.endswith(CELL))
            and last[:1] == CELL
            and all(map(bytes.startswith, whole, repeat(CELL)))
            and all(map(bytes.endswith, whole, repeat(CELL)))
        ):
            return None  # a mark inside a cell's text
        return [first, *[piece or QUOTED_MARK for piece in between], last]


def _inside(text: bytes) -> list[bytes]:
    for raw, written in ESCAPES:
        text = text.replace(raw, written)
    return text.split(SEAM)


def _any_blank(cells: list[bytes]) -> bool:
    if all(map(bytes.strip, cells, repeat(MAYBE_BLANK))):
        return False
    return not all(_text(cell).strip(BLANK) for cell in cells if not cell.strip(MAYBE_BLANK))


def _text(cell: bytes) -> str:
    text: str = orjson.loads(b'"%b"' % cell)
    return text
