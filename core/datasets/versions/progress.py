"""How far a file has been read; whoever waits for it may look from another thread."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Progress:
    rows: int = 0
    checking: bool = False  # all rows are read; what lies between them is looked for
