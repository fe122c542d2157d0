"""What was found in a file, on the command line: line by line for people, as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

import typer

from bot.cli.speaking import Json, answer, words

if TYPE_CHECKING:  # these load the library of a database; `--help` must not wait for it
    from bot.cli.counting import Estimate
    from core.datasets.checking.report import Report
    from core.datasets.faults import Fault

LINES_NAMED = 20


def list_by_row(faults: Iterable[Fault]) -> None:
    for fault in faults:
        typer.echo(f"{fault.row}: {words()(fault.template, **fault.details)}", err=True)


def refuse_rows(faults: Sequence[Fault], *, as_json: bool) -> None:
    """Say which rows of a table can't be read; what that means is for the command to say."""
    if as_json:
        told: list[dict[str, Json]] = [
            {"row": one.row, "code": one.code, "message": one.sentence} for one in faults
        ]
        answer({"errors": told})
    else:
        list_by_row(faults)


def list_by_line(faults: Iterable[Fault], file: str = "") -> None:
    """What was found, kind by kind; after each, once, why it matters and what to do."""
    for _, alike in groupby(sorted(faults, key=_code), key=_code):
        advice = ""
        for fault in alike:
            typer.echo(file + _where(fault) + words()(fault.template, **fault.details))
            advice = fault.advice
        if advice:
            typer.echo(f"  → {words()(advice)}")


def line_fault(fault: Fault) -> dict[str, Json]:
    where: dict[str, Json] = (
        {"lines": list(fault.rows)} if fault.rows else {"line": fault.row or None}
    )
    return {**where, "code": fault.code, "message": fault.sentence, "advice": fault.advice or None}


def whole_report(report: Report, estimated: Estimate) -> dict[str, Json]:
    """The report; what nobody counted or priced is null, never zero."""
    return {
        "ok": report.ok,
        "examples": report.examples,
        "errors": [
            *(line_fault(fault) for fault in report.errors),
            *({**line_fault(fault), "file": "validation"} for fault in report.validation_errors),
        ],
        "warnings": [line_fault(fault) for fault in report.warnings],
        "stats": {
            "tokens": report.tokens._asdict(),
            "characters": report.characters._asdict(),
            "answer_characters": report.answer_characters._asdict(),
        },
        "estimate": asdict(estimated),
    }


def _code(fault: Fault) -> str:
    return fault.code


def _where(fault: Fault) -> str:
    if not fault.row:
        return ""
    lines = fault.rows or (fault.row,)
    more = " …" if lines[LINES_NAMED:] else ""
    return ", ".join(map(str, lines[:LINES_NAMED])) + more + ": "
