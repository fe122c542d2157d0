"""What a check is: it sees every example once, and says at the end what it found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from core.datasets.checking.row import Row
from core.datasets.faults import Fault


class Check(Protocol):
    def see(self, row: Row) -> None: ...

    def findings(self) -> Iterable[Fault]: ...
