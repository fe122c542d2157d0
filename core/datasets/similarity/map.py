"""Lays questions out on a plane: those that share words lie near each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.datasets.similarity.clusters import Clusters, clusters
from core.datasets.similarity.signatures import runs
from core.datasets.similarity.wording import compared, wording_of

Places = npt.NDArray[np.float32]

MOST = 2000  # texts; more dots than a picture shows
BUCKETS = 1024  # runs of letters are counted in so many


class Layout(NamedTuple):
    """Where texts lie, in the order of the texts; both axes reach from -1 to 1."""

    texts: npt.NDArray[np.int64]  # which of them are shown, counted from 0
    x: Places
    y: Places
    clusters: Clusters  # equal numbers are nearly the same, for each text that is shown


def layout(texts: Sequence[str], seed: int = 0) -> Layout:
    """A map of all texts, or of `MOST` of them by lot; the same for a seed."""
    shown = np.arange(len(texts))
    if len(texts) > MOST:
        shown = np.sort(np.random.default_rng(seed).choice(len(texts), MOST, replace=False))
    x, y = _plane(_counts([texts[number] for number in shown.tolist()]))
    return Layout(shown, x, y, clusters(texts)[shown])


def _counts(texts: Sequence[str]) -> Places:
    """How often each text has each run of letters; a run that all have tells nothing."""
    counts = np.zeros((len(texts), BUCKETS), np.float32)
    letters = [compared(wording_of(text).letters) or " " for text in texts]
    if not letters:
        return counts
    hashes, starts = runs(letters)
    whose = np.repeat(np.arange(len(texts)), np.diff(starts, append=len(hashes)))
    np.add.at(counts, (whose, hashes % BUCKETS), 1)
    rarity = np.log((1 + len(texts)) / (1 + np.count_nonzero(counts, axis=0))).astype(np.float32)
    weighted: Places = np.log1p(counts) * rarity
    lengths = np.linalg.norm(weighted, axis=1, keepdims=True)
    return (weighted / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def _plane(counts: Places) -> tuple[Places, Places]:
    """The two directions in which texts differ most (principal components)."""
    if len(counts) < len(("x", "y")):
        return np.zeros(len(counts), np.float32), np.zeros(len(counts), np.float32)
    centred = counts - counts.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    axes = centred @ directions[:, :-3:-1]
    largest = axes[np.abs(axes).argmax(axis=0), [0, 1]]  # a direction has no sign of its own
    scaled = axes / np.where(largest != 0, largest, 1)
    return scaled[:, 0], scaled[:, 1]
