"""Divides rows in two by lot; rows that ask the same stay on one side.

A row's lot is a keyed hash of what it asks, so equal questions draw the same lot, a seed always
gives the same division, and eight bytes a row are all that has to be remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from itertools import count
from typing import TYPE_CHECKING

from core.datasets.chats import folded

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

LOT_BYTES = 8
MOST_BITS = 1 << 33  # a gigabyte: beyond it the share is met nearly, not as closely as possible


def lot(asked: str, seed: int) -> bytes:
    """What a question draws: equal after NFKC and case folding, equal lot."""
    key = str(seed).encode()
    return blake2b(folded(asked).encode(), digest_size=LOT_BYTES, key=key).digest()


@dataclass(frozen=True, slots=True)
class Drawn:
    """The lots of the smaller side: all below a limit, and a few more that filled it up."""

    limit: bytes
    more: frozenset[bytes] = frozenset()

    def __contains__(self, drawn: bytes) -> bool:
        return drawn < self.limit or drawn in self.more


def draw(lots: bytes | bytearray, *, wanted: int, at_most: int) -> Drawn:
    """Choose groups of equal lots that hold `wanted` rows together, or as nearly as they can.

    `lots` are those of all rows, one after the other; never more than `at_most` rows are chosen.
    """
    import numpy as np

    values, sizes = np.unique(np.frombuffer(lots, dtype=">u8"), return_counts=True)
    wanted = max(0, min(wanted, at_most))
    in_line = int(np.searchsorted(np.cumsum(sizes), wanted, side="right"))
    total = int(sizes[:in_line].sum())
    more = []
    for position in range(in_line, len(values)):
        if total == wanted:
            break
        if total + int(sizes[position]) <= wanted:
            total += int(sizes[position])
            more.append(position)
    if total < wanted:
        nearest = _nearest_by_size(sizes, wanted, at_most)
        if nearest and abs(wanted - sum(map(_product, nearest.items()))) < wanted - total:
            in_line, more = 0, _first_of_each_size(sizes, nearest)
    drawn = [value.to_bytes(LOT_BYTES, "big") for value in values[[*more]].tolist()]
    if in_line == len(values):
        return Drawn(b"\xff" * (LOT_BYTES + 1))  # above every lot
    return Drawn(int(values[in_line]).to_bytes(LOT_BYTES, "big"), frozenset(drawn))


def _product(pair: tuple[int, int]) -> int:
    return pair[0] * pair[1]


def _first_of_each_size(sizes: npt.NDArray[np.int64], taken: dict[int, int]) -> list[int]:
    import numpy as np

    return [
        int(position)
        for size, many in taken.items()
        for position in np.flatnonzero(sizes == size)[:many]
    ]


def _nearest_by_size(
    sizes: npt.NDArray[np.int64], wanted: int, at_most: int
) -> dict[int, int] | None:
    """How many groups of each size come nearest; every sum that can be reached is one bit."""
    pieces = _pieces(sizes)
    width = min(at_most, 2 * wanted) + 1
    if len(pieces) * width > MOST_BITS:
        return None
    reached = [1]
    for size, many in pieces:
        reached.append((reached[-1] | reached[-1] << size * many) & ((1 << width) - 1))
    total = next(
        near
        for away in count()
        for near in (wanted - away, wanted + away)
        if 0 <= near < width and reached[-1] >> near & 1
    )
    taken: dict[int, int] = {}
    for (size, many), before in zip(reversed(pieces), reversed(reached[:-1]), strict=True):
        if not before >> total & 1:
            total -= size * many
            taken[size] = taken.get(size, 0) + many
    return taken


def _pieces(sizes: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """Sizes with how often they may be taken: powers of two add up to every smaller number."""
    import numpy as np

    pieces = []
    for size, groups in zip(*(column.tolist() for column in np.unique_counts(sizes)), strict=True):
        taken, piece = 0, 1
        while taken < groups:
            piece = min(piece, groups - taken)
            pieces.append((size, piece))
            taken += piece
            piece *= 2
    return pieces
