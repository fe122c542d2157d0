"""Reads a file for a version: every row checked, and no row's text kept in memory."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from core.datasets.chats import fingerprint
from core.datasets.checking.row import Row
from core.datasets.enough import LEAST, few
from core.datasets.faults import Fault
from core.datasets.reading.columns import Named
from core.datasets.reading.drafts import Draft, Source
from core.datasets.reading.sources import open_source
from core.datasets.refusals import DatasetRefused, EmptyFile, TooFewExamples
from core.datasets.tables import Split
from core.datasets.versions.contents import Contents
from core.datasets.versions.deciding import (
    NOTHING_EARLIER,
    Earlier,
    Groups,
    Said,
    decide,
    group,
)
from core.datasets.versions.progress import Progress

if TYPE_CHECKING:  # the checks load numpy; who only converts a file must not wait for it
    from core.datasets.checking.inspection import Inspection


def read_contents(
    path: Path,
    file_name: str,
    system_prompt: str | None,
    seed: int = 0,
    *,
    named: Named | None = None,
    earlier: Earlier = NOTHING_EARLIER,
    base: str | None = None,
    progress: Progress | None = None,
    skip_bad: bool = False,
) -> Contents:
    """Read, check and divide a file; as slow as the file is large, so no place for the event loop.

    Tokens are counted as `base` counts them, where that is known. With `skip_bad`, rows that can't
    be examples are left out, and the contents say which. Whoever gets the contents closes them.

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
            skip_bad=skip_bad,
        )
        until_read.enter_context(contents)
        inspection = _inspection(base)
        said = _take_in(source, contents, inspection, progress or Progress(), earlier.erased)
        groups = group(contents, earlier)
        contents.report.warnings.extend(source.notices)
        _report(inspection, groups, contents)
        decide(contents, said, groups, earlier, seed)
        require_enough(contents)
        until_read.pop_all()
    return contents


def require_enough(contents: Contents) -> None:
    """Raise TooFewExamples where too few are left to train on."""
    trained_on = contents.counts()[Split.TRAIN]
    if trained_on < LEAST:
        raise TooFewExamples(file_name=contents.file_name, rows=len(contents), count=trained_on)


def _inspection(base: str | None) -> Inspection:
    from core.datasets.checking.inspection import Inspection
    from core.datasets.counting.tokens import counter_for

    return Inspection(counter_for(base) if base else None)


def _take_in(
    source: Source,
    contents: Contents,
    inspection: Inspection,
    progress: Progress,
    erased: frozenset[bytes],
) -> list[Said]:
    """Show every row to the checks and put it on disk; what the file says of each comes back."""
    faults, said, rows = list[Fault](), list[Said](), 0
    known: dict[Said, Said] = {}  # a file says the same few things of its rows
    for found in source.drafts(contents.system_prompt):
        rows = progress.rows = found.row
        if isinstance(found, Fault):
            faults.append(found)
            contents.skipped.add(found.row)
        elif erased and bytes.fromhex(fingerprint(found.asked)) in erased:
            contents.left_out += 1
        elif contents.skip_bad or not faults:  # nothing of a refused file is kept
            contents.add(found)
            own = Said(found.split, found.label)
            said.append(known.setdefault(own, own))
            inspection.see(row_of(found))
    if faults and not (contents.skip_bad and all(contents.skipped)):
        raise DatasetRefused(file_name=contents.file_name, rows=rows, faults=faults)
    if not said:
        raise EmptyFile(file_name=contents.file_name)
    progress.checking = True
    return said


def _report(inspection: Inspection, groups: Groups, contents: Contents) -> None:
    """Let the checks say what they found."""
    report = contents.report
    inspection.add_to(report, groups.ids)
    report.examples = len(contents)
    contents.tokens = report.tokens.total
    if fault := few(report.examples):
        report.warnings.append(fault)


def row_of(draft: Draft) -> Row:
    """A draft as the checks look at it."""
    return Row.of(
        draft.row,
        orjson.loads(draft.line),
        split=draft.split,
        label=draft.label,
        author=draft.author,
    )
