"""Why a file can't be a version yet, read from the file again: what it says is written nowhere."""

from __future__ import annotations

from typing import NamedTuple

from bot.flows.datasets.fetching import Fetched
from core.datasets import DatasetRefused, Fault
from core.datasets.checking.report import Report
from core.datasets.enough import LEAST
from core.datasets.reading.columns import Named
from core.datasets.reading.lines import Lines
from core.datasets.reading.sources import open_source
from core.datasets.refusals import HeaderRefused
from core.datasets.versions.reading import row_of


class BadRows(NamedTuple):
    """What is wrong with a file, and how many of its rows could be taken without the bad ones."""

    refused: DatasetRefused
    good: int
    of_lines: bool  # whether its rows are lines of JSON, below no names of columns

    @property
    def can_go_on(self) -> bool:
        """Whether enough is left; what is wrong with the file as a whole can't be left out."""
        return self.good >= LEAST and all(fault.row for fault in self.refused.faults)


def header_refused(file: Fetched, named: Named) -> HeaderRefused | None:
    """The refusal of columns that can't be told apart; None where they can."""
    try:
        for _ in open_source(file.path, file.name, named).drafts(file.system_prompt):
            pass  # of JSON, each line has columns of its own
    except HeaderRefused as refused:
        return refused
    return None


def rows_refused(file: Fetched, named: Named) -> BadRows:
    """The refusal of rows that can't be examples, with everything that is wrong in them."""
    rows, good, faults = 0, 0, list[Fault]()
    source = open_source(file.path, file.name, named)
    for found in source.drafts(file.system_prompt):
        rows = found.row
        if isinstance(found, Fault):
            faults.append(found)
        else:
            good += 1
    refused = DatasetRefused(file_name=file.name, rows=rows, faults=faults)
    return BadRows(refused, good, isinstance(source, Lines))


def worth_a_look_besides(file: Fetched, named: Named) -> list[Fault]:
    """What is worth a look in the rows that could be taken: one round of fixing shall be enough."""
    from core.datasets.checking.inspection import Inspection  # with numpy

    inspection, report = Inspection(), Report()
    for found in open_source(file.path, file.name, named).drafts(file.system_prompt):
        if not isinstance(found, Fault):
            inspection.see(row_of(found))
    inspection.add_to(report)
    return [fault for fault in report.warnings if fault.row or fault.rows]
