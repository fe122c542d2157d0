"""Reads a file for a version: every row checked, and no row's text kept in memory."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import orjson

from core.datasets.checking.files import ENOUGH_EXAMPLES
from core.datasets.checking.inspection import Inspection
from core.datasets.checking.row import Row
from core.datasets.faults import Fault
from core.datasets.reading.columns import Named
from core.datasets.reading.drafts import Draft, Source
from core.datasets.reading.sources import open_source
from core.datasets.refusals import DatasetRefused, EmptyFile, TooFewExamples
from core.datasets.tables import Split
from core.datasets.versions.contents import Contents
from core.datasets.versions.deciding import (
    LEAST_TRAINING_EXAMPLES,
    NOTHING_EARLIER,
    Earlier,
    Said,
    decide,
)
from core.errors import Detail


def read_contents(
    path: Path,
    file_name: str,
    system_prompt: str | None,
    seed: int = 0,
    *,
    named: Named | None = None,
    earlier: Earlier = NOTHING_EARLIER,
) -> Contents:
    """Read, check and divide a file; as slow as the file is large, so no place for the event loop.

    Whoever gets the contents closes them.

    Raises:
        FileRefused: when the file can't be read as rows at all.
        DatasetRefused: with every fault, when a row is bad or there are too few examples.
    """
    source = open_source(path, file_name, named)
    with ExitStack() as until_read:
        contents = Contents(
            file_name=file_name,
            system_prompt=system_prompt,
            encoding=source.encoding,
            columns=source.headings,
        )
        until_read.enter_context(contents)
        said = _take_in(source, contents)
        decide(contents, said, earlier, seed)
        require_enough(contents)
        until_read.pop_all()
    return contents


def require_enough(contents: Contents) -> None:
    """Raise TooFewExamples where too few are left to train on."""
    trained_on = contents.counts()[Split.TRAIN]
    if trained_on < LEAST_TRAINING_EXAMPLES:
        raise TooFewExamples(file_name=contents.file_name, rows=len(contents), count=trained_on)


def _take_in(source: Source, contents: Contents) -> list[Said]:
    """Show every row to the checks and put it on disk; what the file says of each comes back."""
    inspection, faults = Inspection(), list[Fault]()
    said, rows = list[Said](), 0
    known: dict[Said, Said] = {}  # a file says the same few things of its rows
    for found in source.drafts(contents.system_prompt):
        rows = found.row
        if isinstance(found, Fault):
            faults.append(found)
        elif said and found.kind is not contents.kind:
            faults.append(Fault(found.row, "mixed_kinds"))
        elif not faults:  # nothing of a refused file is kept
            contents.add(found)
            own = Said(found.split, found.label)
            said.append(known.setdefault(own, own))
            inspection.see(_row(found))
    if faults:
        raise DatasetRefused(file_name=contents.file_name, rows=rows, faults=faults)
    if not said:
        raise EmptyFile(file_name=contents.file_name)
    inspection.add_to(contents.report)
    contents.report.examples = len(said)
    if len(said) < ENOUGH_EXAMPLES:
        details: dict[str, Detail] = {"count": len(said), "enough": ENOUGH_EXAMPLES}
        contents.report.warnings.append(Fault(0, "few_examples", details))
    return said


def _row(draft: Draft) -> Row:
    return Row.of(
        draft.row,
        orjson.loads(draft.line),
        split=draft.split,
        label=draft.label,
        author=draft.author,
    )
