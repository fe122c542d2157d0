"""Questions that validate, or evaluate, although they are trained on: they prove nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.datasets.faults import Fault
from core.datasets.tables import Split


class Leak(NamedTuple):
    """A question that is, or nearly is, one that is trained on; both counted from 0."""

    validation: int
    training: int


def leaks_between(training: Sequence[int], validation: Sequence[int]) -> Iterator[Leak]:
    """Every question of the second kind that is in a cluster with one of the first."""
    first = {cluster: at for at, cluster in reversed([*enumerate(training)])}
    for at, cluster in enumerate(validation):
        if cluster in first:
            yield Leak(at, first[cluster])


def leaks_within(
    rows: Sequence[int], ids: Sequence[int], splits: Sequence[Split | None]
) -> Iterator[Fault]:
    """Findings in one file that says itself what is trained on."""
    trained = [at for at, split in enumerate(splits) if split is Split.TRAIN]
    others = [at for at, split in enumerate(splits) if split not in (Split.TRAIN, None)]
    found = leaks_between([ids[at] for at in trained], [ids[at] for at in others])
    for leak in found:
        yield Fault(rows[others[leak.validation]], "leakage", {"row": rows[trained[leak.training]]})


def leaks_beside(
    rows: Sequence[int], ids: Sequence[int], beside: Sequence[int], beside_ids: Sequence[int]
) -> Iterator[Fault]:
    """Findings in a validation file beside the file that is trained on."""
    for leak in leaks_between(ids, beside_ids):
        details = {"row": rows[leak.training]}
        yield Fault(beside[leak.validation], "leakage", {**details}, kind="file")
