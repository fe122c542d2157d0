"""The lots of many rows: on disk, so that memory doesn't grow with the file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from core.datasets.splitting.lots import LOT_BYTES, Drawn, Grouped, draw_from, group

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

ROWS_AT_ONCE = 1 << 16
ROWS_IN_A_RANGE = 1 << 18
ALL_LOTS = 1 << 8 * LOT_BYTES


class SpilledLots:
    """Eight bytes a row in a file without a name: it goes when the process goes."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as we do)
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def add(self, lots: bytes) -> None:
        self._file.write(lots)
        self._rows += len(lots) // LOT_BYTES

    def draw(self, *, wanted: int, at_most: int) -> Drawn:
        """Choose groups of equal lots, as `lots.draw` does."""
        return draw_from(self._groups, wanted=wanted, at_most=at_most)

    def close(self) -> None:
        self._file.close()

    def rewind(self) -> None:
        self._file.seek(0)

    def read(self, rows: int) -> npt.NDArray[np.uint64]:
        """The lots of the next rows."""
        import numpy as np

        return np.frombuffer(self._file.read(rows * LOT_BYTES), dtype=">u8")

    def _groups(self) -> Iterator[Grouped]:
        """Groups in the order of their lots, one range of lots after the other.

        Lots are spread evenly, as hashes are, so a range holds few that differ.
        """
        ranges = self._rows // ROWS_IN_A_RANGE + 1
        for first, end in pairwise(ALL_LOTS * part // ranges for part in range(ranges + 1)):
            yield self._grouped(first, end - 1)

    def _grouped(self, first: int, last: int) -> Grouped:
        import numpy as np

        found = group(np.empty(0, dtype=">u8"))
        self.rewind()
        while len(lots := self.read(ROWS_AT_ONCE)):
            more = group(lots[(lots >= first) & (lots <= last)])
            found = group(
                np.concatenate((found.lots, more.lots)), np.concatenate((found.sizes, more.sizes))
            )
        return found
