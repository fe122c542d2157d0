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
    from bot.locales import Words
    from core.datasets.checking.report import Report
    from core.datasets.faults import Fault

LINES_NAMED = 20
LINES_ALIKE = 5


def list_by_row(faults: Iterable[Fault]) -> None:
    for fault in faults:
        typer.echo(f"{fault.row}: {words()(fault.template, **fault.details)}", err=True)


def refuse_rows(faults: Sequence[Fault], *, as_json: bool) -> None:
    """Say which rows of a table can't be read; what that means is for the command to say.

    People get the numbers that stand beside the rows in a spreadsheet, and what is said of many
    rows in the same words only once.
    """
    if as_json:
        told: list[dict[str, Json]] = [
            {"row": one.row, "line": one.row + 1, "code": one.code, "message": one.sentence}
            for one in faults
        ]
        answer({"errors": told})
        return
    alike: dict[str, list[int]] = {}
    for one in faults:
        alike.setdefault(words()(one.template, **one.details), []).append(one.row + 1)
    say = words()
    for what, lines in alike.items():
        typer.echo(say.stated(_named(lines, say), what), err=True)


def _named(lines: Sequence[int], say: Words) -> str:
    if len(lines) == 1:
        return say("Line {line}", line=lines[0])
    if len(lines) <= LINES_ALIKE:
        return say("Lines {lines}", lines=say.several(map(str, lines)))
    return say("{count} rows, first at line {line}", count=len(lines), line=lines[0])


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
