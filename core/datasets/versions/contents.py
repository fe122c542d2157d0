"""What a file will be as a version: its lines on disk, in memory only what is small."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Self

from core.datasets.chats import asked_in, fingerprint
from core.datasets.checking.report import Report
from core.datasets.faults import Fault
from core.datasets.reading.columns import Named
from core.datasets.reading.drafts import Draft
from core.datasets.tables import Example, Kind, Split
from core.datasets.versions.spool import Spool

FINGERPRINT_BYTES = 16


@dataclass(slots=True, kw_only=True)
class Contents:
    """Every example of a file with its split; `close` lets go of the lines."""

    file_name: str
    system_prompt: str | None
    encoding: str
    columns: Named = field(default_factory=Named)  # as the first row says them
    kind: Kind = Kind.CHAT
    tokens: int | None = None
    report: Report = field(default_factory=Report)
    splits: list[Split] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)  # rows that the evaluation set claimed
    left_out: int = 0  # rows that were erased before
    skip_bad: bool = False  # whether rows that can't be examples are left out
    skipped: set[int] = field(default_factory=set)  # which ones that were
    _rows: array[int] = field(default_factory=lambda: array("Q"))
    _asked: bytearray = field(default_factory=bytearray)
    _spool: Spool = field(default_factory=Spool)

    def add(self, draft: Draft) -> None:
        """Take a row in; its split is decided when all are known."""
        self.kind = draft.kind
        self._rows.append(draft.row)
        self._asked += bytes.fromhex(fingerprint(draft.asked))
        self._spool.add(draft.line)

    def __len__(self) -> int:
        return len(self._rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._spool.close()

    def asked(self) -> Iterator[str]:
        """The text of each question, read from disk."""
        return map(asked_in, self._spool.lines())

    def fingerprints(self) -> Iterator[bytes]:
        """What each question is known by."""
        for start in range(0, len(self._asked), FINGERPRINT_BYTES):
            yield bytes(self._asked[start : start + FINGERPRINT_BYTES])

    def hold_out(self, claimed: AbstractSet[int]) -> None:
        """Keep rows, counted from 0, from training; those that had another split are noted."""
        for index in sorted(claimed):
            if self.splits[index] is not Split.HELD_OUT:
                self.splits[index] = Split.HELD_OUT
                self.moved.append(self._rows[index])

    def counts(self) -> Counter[Split]:
        return Counter(self.splits)

    def findings(self) -> Iterator[tuple[bool, Fault]]:
        """What was found, and whether it is an error."""
        yield from ((True, fault) for fault in self.report.errors)
        if self.skipped:
            rows = tuple(sorted(self.skipped))
            yield False, Fault(rows[0], "bad_rows_left_out", {"count": len(rows)}, rows)
        if self.left_out:
            yield False, Fault(0, "erased_before", {"count": self.left_out})
        if self.moved:
            rows = tuple(sorted(self.moved))
            yield False, Fault(rows[0], "held_out_question", {"count": len(rows)}, rows)
        yield from ((False, fault) for fault in self.report.warnings)

    def digest(self) -> str:
        """Names the lines and their splits: equal digests, equal versions."""
        digest = hashlib.sha256()
        for split, line in zip(self.splits, self._spool.lines(), strict=True):
            digest.update(b"%b %b\n" % (split.value.encode(), line))
        return digest.hexdigest()

    def examples(self) -> Iterator[Example]:
        """The records to store; which version they are of is not known yet."""
        stored = zip(self._rows, self.splits, self.fingerprints(), self._spool.lines(), strict=True)
        for row, split, asked, line in stored:
            yield Example(
                version_id="", position=row, split=split, asked=asked.hex(), line=line.decode()
            )
