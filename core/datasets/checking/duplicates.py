"""Chats that are the same, letter by letter, but for width and case."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from core.datasets.chats import folded
from core.datasets.checking.row import Row
from core.datasets.faults import Fault


class Duplicates:
    def __init__(self) -> None:
        self._first: dict[bytes, int] = {}
        self._repeated: dict[int, list[int]] = {}

    def see(self, row: Row) -> None:
        first = self._first.setdefault(_fingerprint(row.messages), row.number)
        if first != row.number:
            self._repeated.setdefault(first, [first]).append(row.number)

    def findings(self) -> Iterable[Fault]:
        for first, rows in self._repeated.items():
            yield Fault(first, "duplicate", {"count": len(rows)}, tuple(rows))


def _fingerprint(messages: list[tuple[str, str]]) -> bytes:
    """Sixteen bytes instead of a text: equal chats have equal ones, whatever the file's size."""
    digest = blake2b(digest_size=16)
    for role, text in messages:
        digest.update(b"%b\0%b\0" % (role.encode(), folded(text).encode()))
    return digest.digest()
