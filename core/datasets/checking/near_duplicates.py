"""Questions that are asked again in nearly the same words, and answered in the same sense."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from core.datasets.chats import folded
from core.datasets.checking.contradictions import ClusterRow
from core.datasets.faults import Fault


def near_duplicates(cluster: Sequence[ClusterRow], contradicting: Collection[int]) -> list[Fault]:
    """One finding for a cluster, without rows of which another finding speaks already.

    Of chats that are the same letter by letter only the first counts.
    """
    first: dict[tuple[str, str, str | None], int] = {}
    for asked in cluster:
        if asked.row not in contradicting:
            chat = (folded(asked.question), folded(asked.answer), asked.system)
            first.setdefault(chat, asked.row)
    rows = tuple(first.values())
    if len(rows) == 1 or not rows:
        return []
    return [Fault(rows[0], "near_duplicate", {"count": len(rows)}, rows)]
