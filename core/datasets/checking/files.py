"""Checks chat JSONL as OpenAI does before it trains: every fault, with the number of its line."""

from __future__ import annotations

import codecs
from pathlib import Path

from core.datasets.chats import what_is_wrong
from core.datasets.checking.inspection import Inspection
from core.datasets.checking.report import Report
from core.datasets.checking.row import Row
from core.datasets.counting.tokens import TokenCounter
from core.datasets.faults import Fault
from core.datasets.reading.encodings import recognise
from core.datasets.reading.lines import JSON_ENDINGS, numbered, parsed
from core.datasets.refusals import (
    BrokenText,
    EmptyFile,
    FileRefused,
    NotJsonLines,
    NotUtf8,
    UnknownEncoding,
)

LEAST_EXAMPLES = 10
ENOUGH_EXAMPLES = 50


def check(path: Path, counter: TokenCounter | None = None) -> Report:
    """Everything that is wrong or worth a look in a file of chats."""
    report = Report()
    try:
        _refuse_what_has_no_lines_of_json(path)
    except EmptyFile:
        pass  # no examples: that is said below
    except FileRefused as refusal:
        report.errors.append(Fault(0, "unreadable_file", {"reason": str(refusal)}))
        return report
    _check_lines(path, report, counter)
    count = report.examples
    if count < LEAST_EXAMPLES:
        details = {"count": count, "least": LEAST_EXAMPLES}
        report.errors.append(Fault(0, "too_few_examples", {**details}))
    elif count < ENOUGH_EXAMPLES:
        details = {"count": count, "enough": ENOUGH_EXAMPLES}
        report.warnings.append(Fault(0, "few_examples", {**details}))
    return report


def _refuse_what_has_no_lines_of_json(path: Path) -> None:
    """Refuse other kinds of file; a damaged character is the fault of its line alone."""
    try:
        encoding = recognise(path, path.name)
    except (BrokenText, UnknownEncoding):
        return
    if encoding.startswith(("utf-16", "utf-32")):
        raise NotUtf8(file_name=path.name, encoding=encoding)
    with path.open("rb") as file:
        is_object = file.readline(1 << 16).lstrip(codecs.BOM_UTF8 + b" \t\r\n").startswith(b"{")
    if not is_object and path.suffix.lower() not in JSON_ENDINGS:
        raise NotJsonLines(file_name=path.name)


def _check_lines(path: Path, report: Report, counter: TokenCounter | None) -> None:
    inspection = Inspection(counter)
    with path.open("rb") as file:
        for number, raw in numbered(file):
            line = raw
            if number == 1 and raw.startswith(codecs.BOM_UTF8):
                report.errors.append(Fault(1, "byte_order_mark"))
                line = raw.removeprefix(codecs.BOM_UTF8)
            if not line.strip():
                continue
            report.examples += 1
            value = parsed(number, line)
            if isinstance(value, Fault):
                report.errors.append(value)
                continue
            report.errors.extend(Fault(number, *wrong) for wrong in what_is_wrong(value))
            if isinstance(value, dict) and (row := Row.of(number, value)).messages:
                inspection.see(row)
    inspection.add_to(report)
