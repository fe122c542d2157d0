"""A row on its way to being an example, and what every kind of file gives: drafts and faults."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from core.datasets.faults import Fault
from core.datasets.reading.columns import Named
from core.datasets.tables import Kind, Split

# Spaces, and the marks without width that people copy from web pages.
BLANK = string.whitespace + "\u00a0\u00ad\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


class Draft(NamedTuple):
    """A row that can be an example; `split` is None where the file leaves it to us."""

    row: int  # counts records of data from 1
    asked: str  # what keeps rows together that ask the same
    line: bytes
    split: Split | None
    label: str | None = None  # what the file says the row is about
    author: str | None = None  # who the file says wrote the answer
    kind: Kind = Kind.CHAT


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

    def cells(self) -> Iterator[Sequence[str]]:
        """Every row as it came, for people to correct; the first one is row 1."""
        ...

    def drafts(self, system: str | None) -> Iterator[Draft | Fault]: ...
