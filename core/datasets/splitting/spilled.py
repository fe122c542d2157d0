"""The lots of many rows: on disk, so that memory doesn't grow with the file."""

from __future__ import annotations

import sys
import tempfile
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import accumulate, pairwise
from pathlib import Path

from core.datasets.replacing import refusing
from core.datasets.splitting.lots import LOT_BYTES, Drawn, Grouped, draw_from, group

ROWS_AT_ONCE = 1 << 14
ROWS_IN_A_RANGE = 1 << 18
ALL_LOTS = 1 << 8 * LOT_BYTES
SHELVES, SHELF_BITS = 1 << 16, 48  # lots are put on shelves by their first two bytes
TO_FILL_UP_WITH = 1000  # rows; among so many, nearly always some make the number full


class SpilledLots:
    """Eight bytes a row in a file without a name: it goes when the process goes."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as we do)
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def add(self, lots: bytes) -> None:
        """Raises `CannotWrite` when the disk for temporary files is full."""
        with refusing(Path(tempfile.gettempdir())):
            self._file.write(lots)
        self._rows += len(lots) // LOT_BYTES

    def close(self) -> None:
        with suppress(OSError):  # on a full disk the buffer can't be emptied, and needn't be
            self._file.close()

    def rewind(self) -> None:
        with refusing(Path(tempfile.gettempdir())):
            self._file.seek(0)

    def read(self, rows: int) -> array[int]:
        """The lots of the next rows, as numbers."""
        lots = array("Q", self._file.read(rows * LOT_BYTES))
        if sys.byteorder == "little":
            lots.byteswap()
        return lots

    def draw(self, *, wanted: int, at_most: int) -> Drawn:
        """Choose groups of equal lots, as `lots.draw` does."""
        wanted = max(0, min(wanted, at_most))
        exactly = self._draw_exactly(wanted)
        return exactly or draw_from(self._groups, wanted=wanted, at_most=at_most)

    def _draw_exactly(self, wanted: int) -> Drawn | None:
        """Count shelves, and look only at those around the limit: enough for nearly every file."""
        counts = [0] * SHELVES
        for lots in self._all():
            for shelf in _shelves(lots):
                counts[shelf] += 1
        sums = [0, *accumulate(counts)]
        first = bisect_right(sums, wanted) - 1
        last = min(SHELVES, bisect_left(sums, sums[first] + TO_FILL_UP_WITH, lo=first))
        low, end = first << SHELF_BITS, last << SHELF_BITS
        sizes = Counter[int]()
        for lots in self._all():
            sizes.update([lot for lot in lots if low <= lot < end])
        return _exactly(sizes, wanted - sums[first])

    def _all(self) -> Iterator[array[int]]:
        self.rewind()
        while lots := self.read(ROWS_AT_ONCE):
            yield lots

    def _groups(self) -> Iterator[Grouped]:
        """Groups in the order of their lots, one range of lots after the other.

        Lots are spread evenly, as hashes are, so a range holds few that differ.
        """
        ranges = self._rows // ROWS_IN_A_RANGE + 1
        for first, end in pairwise(ALL_LOTS * part // ranges for part in range(ranges + 1)):
            yield self._grouped(first, end - 1)

    def _grouped(self, first: int, last: int) -> Grouped:
        import numpy as np

        found = group(np.empty(0, dtype=np.uint64))
        for some in self._all():
            lots = np.frombuffer(some, dtype=np.uint64)
            more = group(lots[(lots >= first) & (lots <= last)])
            found = group(
                np.concatenate((found.lots, more.lots)), np.concatenate((found.sizes, more.sizes))
            )
        return found


def _shelves(lots: array[int]) -> array[int]:
    """The first two bytes of each."""
    parts = array("H", lots.tobytes())
    return parts[3 if sys.byteorder == "little" else 0 :: 4]


def _exactly(sizes: Mapping[int, int], wanted: int) -> Drawn | None:
    """Groups in the order of their lots, as long as they fit; None where a number is missed."""
    limit: int | None = None
    more: list[int] = []
    for lot, size in sorted(sizes.items()):
        if size <= wanted:
            wanted -= size
            if limit is not None:
                more.append(lot)
        elif limit is None:
            limit = lot
        if limit is not None and not wanted:
            return Drawn.at(limit, more)
    return None
