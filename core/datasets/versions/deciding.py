"""Decides which rows of a file are trained on, which validate, and which are held out.

What an earlier version held out stays held out, or a model could be examined with what it learnt.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from core.datasets.chats import fingerprint
from core.datasets.enough import ENOUGH, LEAST
from core.datasets.splitting.assign import assign
from core.datasets.splitting.lots import lot
from core.datasets.tables import Split
from core.datasets.versions.contents import Contents

if TYPE_CHECKING:
    from core.datasets.similarity.clusters import Clusters

VALIDATION_SHARE = 0.2  # of a file that is too small to hold anything out
SHARE_OF_EACH = 0.1  # held out, and for validation, where there are enough
HELD_OUT_ALREADY = -1  # the one group of all that earlier versions hold out


class Earlier(NamedTuple):
    """What earlier versions of a data set decided."""

    held_out: Sequence[str] = ()  # questions
    trained: frozenset[bytes] = frozenset()  # fingerprints of what a model may have learnt
    erased: frozenset[bytes] = frozenset()  # fingerprints of what must not come back


class Said(NamedTuple):
    """What the file says of a row, where it says anything."""

    split: Split | None
    label: str | None


NOTHING_EARLIER = Earlier()


class Groups(NamedTuple):
    """Which questions are nearly the same, beside those that earlier versions held out."""

    ids: Clusters  # a number per row; rows of one group share it
    held_out: frozenset[int]  # groups that hold a question which was held out


def group(contents: Contents, earlier: Earlier) -> Groups:
    """Find the questions that belong together, once for the checks and for the splits."""
    from core.datasets.similarity.clusters import clusters

    ids = clusters(chain(earlier.held_out, contents.asked()))
    before = len(earlier.held_out)
    return Groups(ids[before:], frozenset(ids[:before].tolist()))


def decide(
    contents: Contents, said: Sequence[Said], groups: Groups, earlier: Earlier, seed: int
) -> None:
    """Give every row its split, and note which ones the evaluation set claimed."""
    asked = list(contents.fingerprints())
    ids: list[int] = groups.ids.tolist()
    claimed = {bytes.fromhex(fingerprint(question)) for question in earlier.held_out}
    claimed |= {own for own, row in zip(asked, said, strict=True) if row.split is Split.HELD_OUT}
    held_out = {
        row
        for row, (own, number) in enumerate(zip(asked, ids, strict=True))
        if own in claimed or (number in groups.held_out and own not in earlier.trained)
    }
    if any(row.split for row in said):
        contents.splits = [row.split or Split.TRAIN for row in said]
        contents.hold_out(held_out)
    else:
        learnt = {number for own, number in zip(asked, ids, strict=True) if own in earlier.trained}
        lots = [lot(own.hex(), seed) for own in asked]
        contents.splits = _drawn(ids, lots, said, held_out, learnt)


def _drawn(
    groups: Sequence[int],
    lots: Sequence[bytes],
    said: Sequence[Said],
    held_out: set[int],
    learnt: set[int],
) -> list[Split]:
    """By lot, whole groups at a time; what a model may have learnt is not held out any more."""
    labels = [row.label for row in said]
    groups = [HELD_OUT_ALREADY if row in held_out else group for row, group in enumerate(groups)]
    fixed = {HELD_OUT_ALREADY: Split.HELD_OUT} if held_out else {}
    validation = VALIDATION_SHARE
    if len(groups) >= ENOUGH:
        validation = SHARE_OF_EACH
        splits = assign(
            groups,
            lots,
            labels,
            shares={Split.HELD_OUT: SHARE_OF_EACH},
            least_training=LEAST,
            fixed=dict.fromkeys(learnt, Split.TRAIN) | fixed,
        )
        decided = zip(groups, splits, strict=True)
        fixed |= {group: split for group, split in decided if split is Split.HELD_OUT}
    return assign(
        groups,
        lots,
        labels,
        shares={Split.VALIDATION: validation},
        least_training=LEAST,
        fixed=fixed,
    )
