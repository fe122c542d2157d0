"""Workbooks of spreadsheet programs: what people see in them is read, and none of it is trusted."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from core.datasets.reading.unfit_headers import (
    NoAnswerColumn,
    NoQuestionColumn,
    UnclearAnswerColumn,
)
from core.datasets.refusals import (
    EmptyFile,
    NoSheetFits,
)
from tests.core.datasets.corpus.case import Case, Pair, faulty, reads, refused

Row = list[object]
HEADER: Row = ["question", "answer"]
FILE = "faq.xlsx"
JAPANESE = ("日本の首都は", "東京です。\n「首都」、それだけ")


def book(*sheets: list[Row], then: Callable[[Workbook], object] = lambda _: None) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}
    ) as made:
        for rows in sheets:
            sheet = made.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        then(made)
    return content.getvalue()


def first(made: Workbook) -> Worksheet:
    sheet: Worksheet = made.worksheets()[0]
    return sheet


def shown(name: str, value: object, text: str) -> Case:
    return reads(
        f"workbook: {name}",
        book([HEADER, ["What is it?", value]]),
        ("What is it?", text),
        file=FILE,
    )


def fine(name: str, content: bytes, *pairs: Pair, file: str = FILE) -> Case:
    return reads(f"workbook: {name}", content, *pairs, file=file, encoding="xlsx")


def bad(name: str, content: bytes, *faults: tuple[int, str]) -> Case:
    return faulty(f"workbook: {name}", content, *faults, file=FILE)


def cells() -> list[Case]:
    return [
        shown("a number", 42, "42"),
        shown("a large number", 123456789012, "123456789012"),
        shown("a sum of floats", 0.1 + 0.2, "0.3"),
        shown("a share", -0.25, "-0.25"),
        shown("a thing that is true", True, "TRUE"),  # noqa: FBT003 (a cell)
        shown("a day", date(2024, 2, 29), "2024-02-29"),
        shown("a moment", datetime(2024, 2, 29, 13, 5), "2024-02-29 13:05"),  # noqa: DTZ001 (as in a sheet)
        shown("a time of day", time(13, 5), "13:05"),
        reads(
            "workbook: a duration",
            book([HEADER, ["What is it?"]], then=write_a_duration),
            ("What is it?", "30:05:00"),
            file=FILE,
        ),
        shown("a text like a number", "007", "007"),
        shown("a text like a formula", "'=1+1", "'=1+1"),
        shown("a long text", "x" * 32_767, "x" * 32_767),
        shown("lines", "a\nb\n\nc", "a\nb\n\nc"),
        shown("marks of XML", '<a> & "b" ]]>', '<a> & "b" ]]>'),
        shown("letters beyond the basic plane", "𠮷🍜", "𠮷🍜"),
        shown("blanks around a text", "  a  ", "  a  "),
        bad("an empty answer", book([HEADER, ["a", "b"], ["c", ""]]), (2, "empty_answer")),
        bad("a blank question", book([HEADER, ["\u3000", "b"], ["c", "d"]]), (1, "empty_question")),
        bad(
            "a failed formula",
            book(
                [HEADER, ["a", "b"]],
                then=lambda made: first(made).write_formula("B2", "=1/0", None, "#DIV/0!"),
            ),
            (1, "error_cell"),
        ),
        bad(
            "a lost reference",
            book(
                [HEADER, ["a", "b"], ["c", "d"]],
                then=lambda made: first(made).write_formula("A3", "=#REF!", None, "#REF!"),
            ),
            (2, "error_cell"),
        ),
        bad(
            "rows between blank ones",
            book([HEADER, [], ["a", "b"], [], [], ["c", ""]]),
            (2, "empty_answer"),
        ),
    ]


def sheets() -> list[Case]:
    ab: Row = ["a", "b"]
    good: list[Row] = [HEADER, ab]

    def hide(made: Workbook) -> None:
        made.worksheets()[1].activate()
        first(made).hide()

    return [
        fine("Japanese", book([["質問", "回答"], [*JAPANESE]]), JAPANESE),
        fine("called CSV", book(good), ("a", "b"), file="faq.csv"),
        fine("called JSONL", book(good), ("a", "b"), file="faq.jsonl"),
        fine("without an ending", book(good), ("a", "b"), file="faq"),
        fine("a title above the header", book([["Our FAQ"], [], *good]), ("a", "b")),
        fine(
            "a table in the middle of its sheet",
            book([[], [], ["", "", *HEADER], ["", "", *ab]]),
            ("a", "b"),
        ),
        fine("an index beside it", book([["", *HEADER], [1, *ab]]), ("a", "b")),
        fine(
            "a thousand blank rows after it",
            book(
                good,
                then=lambda made: first(made).write_blank(
                    1000, 0, None, made.add_format({"bold": True})
                ),
            ),
            ("a", "b"),
        ),
        fine("the table on the second sheet", book([["Read me"]], good), ("a", "b")),
        fine("an empty sheet before it", book([], good), ("a", "b")),
        fine(
            "two tables of the same columns",
            book(good, [HEADER, ["c", "d"]]),
            ("a", "b"),
            ("c", "d"),
        ),
        fine(
            "a hidden sheet with an older table",
            book([HEADER, ["old", "older"]], good, then=hide),
            ("a", "b"),
        ),
        fine(
            "hidden rows and columns",
            book(
                [HEADER, ab, ["c", "d"]],
                then=hide_rows_and_columns,
            ),
            ("a", "b"),
            ("c", "d"),
        ),
        fine(
            "a chart sheet before it",
            book(good, then=lambda made: made.add_chartsheet()),
            ("a", "b"),
        ),
        fine("a comment, a link, a picture of nothing", book(good, then=decorate), ("a", "b")),
        fine(
            "two turns",
            book([["question", "answer", "question2", "answer2"], ["a", "b", "c", "d"]]),
            ("c", "d"),
        ),
        bad(
            "merged cells",
            book(
                [HEADER, ab, ["c", "d"]],
                then=merge,
            ),
            (2, "empty_answer"),
        ),
        refused("workbook: nothing in it", book([]), EmptyFile, file=FILE),
        refused("workbook: only a header", book([HEADER]), EmptyFile, file=FILE),
        refused(
            "workbook: only a hidden sheet fits",
            book([HEADER, ab], [["Read me"]], then=hide),
            NoQuestionColumn,
            file=FILE,
        ),
        refused("workbook: no answer", book([["question", "note"], ab]), NoAnswerColumn, file=FILE),
        refused(
            "workbook: no sheet fits", book([["a"]], [["question", "note"]]), NoSheetFits, file=FILE
        ),
        refused(
            "workbook: the same name twice",
            book([["question", "answer", "answer"], ["a", "b", "c"]]),
            UnclearAnswerColumn,
            file=FILE,
        ),
    ]


def write_a_duration(made: Workbook) -> None:
    hours = made.add_format({"num_format": "[h]:mm:ss"})
    first(made).write_datetime("B2", timedelta(hours=30, minutes=5), hours)


def merge(made: Workbook) -> None:
    first(made).merge_range("B2:B3", "b", made.add_format({"align": "center"}))


def hide_rows_and_columns(made: Workbook) -> None:
    first(made).set_row(1, None, None, {"hidden": True})
    first(made).set_column("A:A", None, None, {"hidden": True})


def decorate(made: Workbook) -> None:
    sheet = first(made)
    sheet.write_comment("B2", "Who wrote this?")
    sheet.write_url("D9", "https://example.com", string=" ")
    sheet.autofilter("A1:B2")
    sheet.freeze_panes(1, 0)


CASES = [*cells(), *sheets()]
