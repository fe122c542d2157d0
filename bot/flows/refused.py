"""Why a file can't be a version yet, read from the file again: what it says is written nowhere."""

from __future__ import annotations

from bot.flows.fetching import Fetched
from core.datasets import DatasetRefused, Fault
from core.datasets.reading.columns import Named
from core.datasets.reading.sources import open_source
from core.datasets.refusals import HeaderRefused


def header_refused(file: Fetched, named: Named) -> HeaderRefused | None:
    """The refusal of columns that can't be told apart; None where they can."""
    try:
        for _ in open_source(file.path, file.name, named).drafts(file.system_prompt):
            pass  # of JSON, each line has columns of its own
    except HeaderRefused as refused:
        return refused
    return None


def rows_refused(file: Fetched, named: Named) -> DatasetRefused:
    """The refusal of rows that can't be examples, with everything that is wrong in them."""
    rows, faults = 0, list[Fault]()
    for found in open_source(file.path, file.name, named).drafts(file.system_prompt):
        rows = found.row
        if isinstance(found, Fault):
            faults.append(found)
    return DatasetRefused(file_name=file.name, rows=rows, faults=faults)
