"""MinHash in numpy: a row of bytes per text; texts that share letters share bytes.

Two texts have the same byte at a place as often as they share runs of letters (Jaccard), so
nearly equal texts can be found without comparing each with each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Signatures = npt.NDArray[np.uint8]
Hashes = npt.NDArray[np.uint32]

AT_ONCE = 400_000  # characters; what is worked on stays in the processor's cache
GAP = "\0\0\0"  # keeps runs from reaching into the next text, and marks where a text ends
FIRST_WIDE = 0x2E80  # from here on a letter says as much as two or three Latin ones
SEED = 20


def signatures(texts: Sequence[str], size: int) -> Signatures:
    """`size` bytes of each text; no text may be empty."""
    chance = np.random.default_rng(SEED)
    factors = chance.integers(0, 1 << 32, size, dtype=np.uint32) | 1
    masks = chance.integers(0, 1 << 32, size, dtype=np.uint32)
    signed = np.empty((len(texts), size), np.uint8)
    for first, batch in _batches(texts):
        hashes, starts = runs(batch)
        for place in range(size):
            least = np.minimum.reduceat((hashes * factors[place]) ^ masks[place], starts)
            signed[first : first + len(batch), place] = least  # its lowest byte: the best mixed
    return signed


def runs(texts: Sequence[str]) -> tuple[Hashes, npt.NDArray[np.intp]]:
    """Hashes of all runs of letters, text after text, and where each text's begin.

    A run has three letters where it begins with a Japanese one, else four.
    """
    codes = np.frombuffer(
        (GAP + GAP.join(texts) + GAP + GAP).encode("utf-32-le", "surrogatepass"), "<u4"
    ).astype(np.uint64)
    lengths = np.fromiter(map(len, texts), np.intp, len(texts))
    ends = np.cumsum(lengths + len(GAP))
    mixed = codes[:-3] * np.uint64(0x9E3779B97F4A7C15)
    mixed += codes[1:-2] * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed += codes[2:-1] * np.uint64(0x165667B19E3779F9)
    mixed += np.where(codes[:-3] < FIRST_WIDE, codes[3:], 0) * np.uint64(0x27D4EB2F165667C5)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    hashes = (mixed >> np.uint64(32)).astype(np.uint32)
    for within in range(len(GAP) - 1):
        hashes[ends + within] = hashes[ends - 1]  # runs that would reach into the next text
    starts = ends - lengths - 1
    return hashes[starts[0] : ends[-1] + len(GAP) - 1], starts - starts[0]


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    first = characters = 0
    for number, text in enumerate(texts):
        if characters > AT_ONCE:
            yield first, texts[first:number]
            first, characters = number, 0
        characters += len(text)
    if texts:
        yield first, texts[first:]
