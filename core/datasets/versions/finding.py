"""A fault as a version keeps it."""

from __future__ import annotations

from core.datasets.faults import Fault
from core.datasets.tables import Finding, Level


def finding_of(
    fault: Fault, version_id: str, position: int, level: Level = Level.WARNING
) -> Finding:
    """The record of a fault, which is said in the reader's language when it is read."""
    return Finding(
        version_id=version_id,
        position=position,
        level=level,
        code=fault.code,
        kind=fault.kind,
        row=fault.row,
        rows=list(fault.rows),
        details=fault.details,
    )
