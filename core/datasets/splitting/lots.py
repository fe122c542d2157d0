"""Divides rows in two by lot; rows that ask the same stay on one side.

A row's lot is a keyed hash of what it asks, so equal questions draw the same lot, a seed always
gives the same division, and eight bytes a row are all that has to be remembered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from core.datasets.chats import folded

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

LOT_BYTES = 8
ABOVE_ALL = b"\xff" * (LOT_BYTES + 1)
MOST_BITS = 1 << 29  # 64 MB: beyond it the share is met nearly, not as closely as possible


def lot(asked: str, seed: int) -> bytes:
    """What a question draws: equal after NFKC and case folding, equal lot."""
    return lots([folded(asked).encode()], seed)


def lots(folded_questions: Iterable[bytes], seed: int) -> bytes:
    """What questions draw, one after the other."""
    keyed = blake2b(digest_size=LOT_BYTES, key=str(seed).encode())
    drawn = []
    for asked in folded_questions:
        own = keyed.copy()
        own.update(asked)
        drawn.append(own.digest())
    return b"".join(drawn)


class Grouped(NamedTuple):
    """Lots in their order, each once, and how many rows drew it."""

    lots: npt.NDArray[np.uint64]
    sizes: npt.NDArray[np.int64]


def group(lots: npt.NDArray[np.uint64], sizes: npt.NDArray[np.int64] | None = None) -> Grouped:
    """What is drawn several times becomes one; `sizes` are added up."""
    import numpy as np

    if sizes is None:
        return Grouped(*np.unique(lots, return_counts=True))
    values, places = np.unique(lots, return_inverse=True)
    return Grouped(values, np.bincount(places, sizes, len(values)).astype(np.int64))


@dataclass(frozen=True, slots=True)
class Drawn:
    """The lots of the smaller side: all below a limit, and a few more that filled it up."""

    limit: bytes
    more: frozenset[bytes] = frozenset()

    def __contains__(self, drawn: bytes) -> bool:
        return drawn < self.limit or drawn in self.more

    @classmethod
    def at(cls, limit: int | None, more: Iterable[int]) -> Drawn:
        """Of lots as numbers; without a limit, every lot is drawn."""
        filling = frozenset(value.to_bytes(LOT_BYTES) for value in more)
        return cls(ABOVE_ALL if limit is None else limit.to_bytes(LOT_BYTES), filling)

    def sieve(self) -> Callable[[Iterable[int]], list[bool]]:
        """Tells of many lots, as numbers, which are drawn."""
        limit = int.from_bytes(self.limit)
        more = {int.from_bytes(lot) for lot in self.more}
        return lambda lots: [lot < limit or lot in more for lot in lots]


def draw(lots: bytes | bytearray, *, wanted: int, at_most: int) -> Drawn:
    """Choose groups of equal lots that hold `wanted` rows together, or as nearly as they can.

    `lots` are those of all rows, one after the other; never more than `at_most` rows are chosen.
    """
    import numpy as np

    grouped = group(np.frombuffer(lots, dtype=">u8"))
    return draw_from(lambda: iter([grouped]), wanted=wanted, at_most=at_most)


def draw_from(groups: Callable[[], Iterator[Grouped]], *, wanted: int, at_most: int) -> Drawn:
    """Choose as `draw` does; `groups` gives them in the order of their lots, some at a time."""
    import numpy as np

    wanted = max(0, min(wanted, at_most))
    limit: int | None = None
    more: list[int] = []
    total = 0
    groups_of = Counter[int]()  # each size
    for lots, sizes in groups():
        position = 0
        if limit is None:
            ends = total + sizes.cumsum()
            position = int(ends.searchsorted(wanted, side="right"))
            total = int(ends[position - 1]) if position else total
            limit = int(lots[position]) if position < len(lots) else None
        for fitting in (sizes[position:] <= wanted - total).nonzero()[0].tolist():
            if total == wanted:
                break
            if total + int(sizes[position + fitting]) <= wanted:
                total += int(sizes[position + fitting])
                more.append(int(lots[position + fitting]))
        if total == wanted and limit is not None:
            break
        for size, count_of_size in zip(*np.unique_counts(sizes), strict=True):
            groups_of[int(size)] += int(count_of_size)
    if total < wanted:
        nearest = _nearest_by_size(groups_of, wanted, at_most)
        if nearest and abs(wanted - sum(map(_product, nearest.items()))) < wanted - total:
            limit, more = 0, _first_of_each_size(groups(), nearest)
    return Drawn.at(limit, more)


def _product(pair: tuple[int, int]) -> int:
    return pair[0] * pair[1]


def _first_of_each_size(groups: Iterator[Grouped], taken: Mapping[int, int]) -> list[int]:
    left = dict(taken)
    first: list[int] = []
    for lots, sizes in groups:
        for size in left:
            found = lots[sizes == size][: left[size]]
            left[size] -= len(found)
            first += found.tolist()
    return first


def _nearest_by_size(
    groups_of: Mapping[int, int], wanted: int, at_most: int
) -> dict[int, int] | None:
    """How many groups of each size come nearest; every sum that can be reached is one bit."""
    pieces = _pieces(groups_of)
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


def _pieces(groups_of: Mapping[int, int]) -> list[tuple[int, int]]:
    """Sizes with how often they may be taken: powers of two add up to every smaller number."""
    pieces = []
    for size, groups in sorted(groups_of.items()):
        taken, piece = 0, 1
        while taken < groups:
            piece = min(piece, groups - taken)
            pieces.append((size, piece))
            taken += piece
            piece *= 2
    return pieces
