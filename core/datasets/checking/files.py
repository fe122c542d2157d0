"""Checks chat JSONL as OpenAI does before it trains: every fault, with the number of its line."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path

from core.datasets.checking.form import repeated_keys, what_is_wrong
from core.datasets.checking.inspection import Inspection
from core.datasets.checking.report import Report
from core.datasets.checking.row import Row
from core.datasets.checking.tool_calls import Wrong
from core.datasets.counting.tokens import TokenCounter
from core.datasets.enough import LEAST, few
from core.datasets.faults import Fault
from core.datasets.preferences import (
    is_preference,
    unified,
    what_is_wrong_with_preference,
)
from core.datasets.reading.encodings import recognise
from core.datasets.reading.lines import JSON_ENDINGS, LONGEST_LINE, kind_of, numbered, parsed
from core.datasets.refusals import (
    BrokenText,
    EmptyFile,
    FileRefused,
    NotJsonLines,
    NotUtf8,
    NotYetJsonLines,
    UnknownEncoding,
)
from core.datasets.tables import Kind

TABLE_ENDINGS = (".csv", ".tsv", ".tab", ".txt")


def check(
    path: Path, counter: TokenCounter | None = None, *, validation: Path | None = None
) -> Report:
    """Everything that is wrong or worth a look in a file of chats.

    Of the validation file beside it: what a provider would refuse, and what it has in common
    with the file that is trained on.
    """
    report = Report()
    inspection = Inspection(counter)
    if validation:
        _check_validation(validation, report, inspection)
    try:
        _refuse_what_has_no_lines_of_json(path)
    except EmptyFile:
        pass  # no examples: that is said below
    except FileRefused as refusal:
        report.errors.append(Fault(0, "unreadable_file", {"reason": str(refusal)}))
        return report
    report.examples = _check_lines(path, report.errors, inspection.see)
    inspection.add_to(report)
    count = report.examples
    if count < LEAST:
        report.errors.append(Fault(0, "too_few_examples", {"count": count, "least": LEAST}))
    elif fault := few(count):
        report.warnings.append(fault)
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
        is_table = path.suffix.lower() in TABLE_ENDINGS
        raise (NotYetJsonLines if is_table else NotJsonLines)(file_name=path.name)


def _check_validation(path: Path, report: Report, inspection: Inspection) -> None:
    try:
        _refuse_what_has_no_lines_of_json(path)
    except FileRefused as refusal:
        fault = Fault(0, "unreadable_file", {"reason": str(refusal)})
        report.validation_errors.append(fault)
    else:
        _check_lines(path, report.validation_errors, inspection.see_validation)


def _check_lines(path: Path, errors: list[Fault], see: Callable[[Row], None]) -> int:
    """How many lines hold anything; those that are chats are shown to the checks."""
    examples = 0
    kind: Kind | None = None
    with path.open("rb") as file:
        for number, raw in numbered(file):
            line = raw
            if number == 1 and raw.startswith(codecs.BOM_UTF8):
                errors.append(Fault(1, "byte_order_mark"))
                line = raw.removeprefix(codecs.BOM_UTF8)
            if not line.strip() and len(line) <= LONGEST_LINE:
                continue
            examples += 1
            value = parsed(number, line)
            if isinstance(value, Fault):
                errors.append(value)
                continue
            errors.extend(Fault(number, *wrong) for wrong in _wrongs(value))
            if not isinstance(value, dict):
                continue
            errors.extend(Fault(number, *wrong) for wrong in repeated_keys(line, value))
            kind = kind or kind_of(value)
            if kind_of(value) is not kind:
                errors.append(Fault(number, "mixed_kinds", kind=str(kind_of(value))))
            label, author = _text(value.get("label")), _text(value.get("author"))
            if (row := Row.of(number, value, label=label, author=author)).messages:
                see(row)
    return examples


def _wrongs(value: object) -> Iterator[Wrong]:
    if isinstance(value, dict) and is_preference(value):
        return what_is_wrong_with_preference(unified(value))
    return what_is_wrong(value)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
