"""A row on its way to being an example, and what every kind of file gives: drafts and faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple, Protocol, Self

from core.datasets.faults import Fault
from core.datasets.reading.columns import Named
from core.datasets.tables import Kind, Split

# Spaces, and letters without ink: marks of direction, fillers, an empty Braille cell.
BLANK_RANGES = (
    *((0x09, 0x0D), (0x1C, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0xAD, 0xAD), (0x115F, 0x1160)),
    *((0x1680, 0x1680), (0x180E, 0x180E), (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x206F)),
    *((0x2800, 0x2800), (0x3000, 0x3000), (0x3164, 0x3164), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0)),
)
AT_ONCE = 500
BLANK = "".join(chr(code) for first, last in BLANK_RANGES for code in range(first, last + 1))


class Draft(NamedTuple):
    """A row that can be an example; `split` is None where the file leaves it to us."""

    row: int  # counts records of data from 1
    asked: str  # what keeps rows together that ask the same
    line: bytes
    split: Split | None
    label: str | None = None  # what the file says the row is about
    author: str | None = None  # who the file says wrote the answer
    kind: Kind = Kind.CHAT


class Batch(NamedTuple):
    """Some rows and the lines that they make, each with a newline; the others are faults."""

    last_row: int
    written: int
    lines: bytes
    faults: Sequence[Fault] = ()
    end: int | None = None  # where in the file the rows end, where that is known

    @classmethod
    def of(cls, found: Sequence[Draft | Fault], row: int = 0) -> Self:
        lines = [draft.line + b"\n" for draft in found if isinstance(draft, Draft)]
        faults = [fault for fault in found if isinstance(fault, Fault)]
        return cls(found[-1].row if found else row, len(lines), b"".join(lines), faults)


def in_batches(drafts: Iterator[Draft | Fault]) -> Iterator[Batch]:
    """What drafts say, some hundreds at a time."""
    while some := list(islice(drafts, AT_ONCE)):
        yield Batch.of(some)


class Source(Protocol):
    """A file that was understood; reading it again reads it from the start."""

    @property
    def encoding(self) -> str: ...

    @property
    def headings(self) -> Named:
        """The columns of the question and the answer, as the first row says them."""
        ...

    @property
    def header(self) -> Sequence[str]: ...

    @property
    def notices(self) -> Sequence[Fault]:
        """What there is to say of the file as a whole, though it can be read."""
        ...

    def cells(self) -> Iterator[Sequence[str]]:
        """Every row as it came, for people to correct; the first one is row 1."""
        ...

    def drafts(self, system: str | None) -> Iterator[Draft | Fault]: ...

    def batches(self, system: str | None) -> Iterator[Batch]:
        """What `drafts` gives, faster, where only the lines are wanted."""
        ...
