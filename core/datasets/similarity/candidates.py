"""Pairs of texts that may be nearly the same: many fewer than all pairs, never quadratic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from core.datasets.similarity.signatures import SEED, Signatures, signatures

Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Pairs = npt.NDArray[np.int64]  # two columns, the smaller number first; no pair comes twice

# 44 bands of 4 bytes: of texts that share half of their runs 94 in 100 meet in one of them, of
# those that share two thirds all but one in ten thousand.
BANDS, WIDTH = 44, 4
BANDS_AT_ONCE = 4
NEIGHBOURS = 6
SHORT = 28  # letters; up to here every text is found that differs in one of them


def of_long(texts: Sequence[str]) -> Iterator[Pairs]:
    """Pairs that agree in a band, a few bands at a time.

    Each band sorts the texts by eight bytes, of which the first four must be equal: in a crowd
    that agrees in four, those that agree in more stand next to each other, and a text is
    compared with its next neighbours only.
    """
    signed = signatures(texts, WIDTH * (BANDS + 1))
    for first in range(0, BANDS, BANDS_AT_ONCE):
        bands = range(first, min(first + BANDS_AT_ONCE, BANDS))
        yield _pairs((_agreeing(signed, band) for band in bands), len(texts))


def _agreeing(signed: Signatures, band: int) -> Numbers:
    eight = np.ascontiguousarray(signed[:, band * WIDTH : (band + 2) * WIDTH])
    keys = eight.view(">u8").ravel().astype(np.uint64)
    order = np.argsort(keys, kind="stable")
    return _neighbours(keys[order] >> np.uint64(8 * WIDTH), order, len(signed))


def of_short(texts: Sequence[str]) -> Pairs:
    """Pairs of short texts that are equal when a letter is left out of one of them, or of both."""
    by_length: dict[int, list[int]] = {}
    for number, text in enumerate(texts):
        if len(text) <= SHORT:
            by_length.setdefault(len(text), []).append(number)
    if not by_length:
        return _pairs([], len(texts))
    keys, owners = [], []
    for length, numbers in by_length.items():
        hashes = _with_a_letter_left_out([texts[number] for number in numbers], length)
        keys.append(hashes.ravel())
        owners.append(np.repeat(np.array(numbers, np.int64), length + 1))
    key, owner = np.concatenate(keys), np.concatenate(owners)
    order = np.lexsort((owner, key))
    return _pairs([_neighbours(key[order], owner[order], len(texts))], len(texts))


def _with_a_letter_left_out(texts: Sequence[str], length: int) -> Hashes:
    """Hashes of each text, whole and without each of its letters; `length` is that of all."""
    weights = np.random.default_rng(SEED).integers(0, 1 << 64, SHORT + 1, dtype=np.uint64)
    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(joined, "<u4").astype(np.uint64).reshape(-1, length)
    hashes = np.zeros((len(texts), length + 1), np.uint64)
    hashes[:, 1:] = np.cumsum(codes * weights[:length], axis=1)  # what stands before
    after = np.cumsum((codes[:, 1:] * weights[: length - 1])[:, ::-1], axis=1)[:, ::-1]
    hashes[:, : length - 1] += after  # what follows moves up by one place
    return hashes


def _neighbours(keys: Hashes, owners: Numbers, count: int) -> Numbers:
    """Whose keys are equal and near each other in sorted order; each pair is one number."""
    found = [np.empty(0, np.int64)]
    for away in range(1, NEIGHBOURS + 1):
        together = np.flatnonzero(keys[away:] == keys[:-away])
        one, other = owners[together], owners[together + away]
        found.append(np.minimum(one, other) * count + np.maximum(one, other))
    return np.concatenate(found)


def _pairs(found: Iterable[Numbers], count: int) -> Pairs:
    """Each pair once; there are so many that no step may keep what the one before it needed."""
    both = np.concatenate([np.full(1, -1), *found])
    both.sort()
    both = both[1:][both[1:] != both[:-1]]
    both = both[both % (count + 1) != 0]  # of a text and itself
    pairs: Pairs = np.empty((len(both), 2), np.int64)
    np.floor_divide(both, count, out=pairs[:, 0])
    np.remainder(both, count, out=pairs[:, 1])
    return pairs
