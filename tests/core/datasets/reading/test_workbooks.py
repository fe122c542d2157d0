"""Workbooks of spreadsheet programs: read as a person sees them, and never at the bot's cost."""

from __future__ import annotations

import resource
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from core.datasets.faults import Fault
from core.datasets.reading.columns import Named
from core.datasets.reading.drafts import Draft
from core.datasets.reading.sources import open_source
from core.datasets.refusals import (
    DamagedWorkbook,
    EmptyFile,
    FileRefused,
    HugeWorkbook,
    LockedWorkbook,
    NoSheetFits,
    UnclearColumns,
    WrongColumns,
)
from tests.core.datasets.reading.reads import codes, pairs

Row = list[object]
HEADER: Row = ["question", "answer"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "faq.xlsx"


def workbook(path: Path, **sheets: list[Row]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            fill(book.add_worksheet(name), rows)
    return path


def fill(sheet: Worksheet, rows: list[Row]) -> None:
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)


def read(path: Path, named: Named | None = None) -> list[Draft | Fault]:
    return list(open_source(path, path.name, named).drafts(None))


def test_a_workbook_gives_what_a_table_of_text_gives(path: Path) -> None:
    workbook(path, FAQ=[HEADER, ["日本の首都は", '東京です。\n"首都"'], ["a", "b"]])
    source = open_source(path, "faq.xlsx")

    assert source.encoding == "xlsx"
    assert source.headings == Named("question", "answer")
    assert pairs(read(path)) == [("日本の首都は", '東京です。\n"首都"'), ("a", "b")]


def test_the_content_decides_and_not_the_name(path: Path) -> None:
    workbook(path, FAQ=[HEADER, ["a", "b"]])
    assert pairs(list(open_source(path, "faq.csv").drafts(None))) == [("a", "b")]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (42, "42"),
        (-7.5, "-7.5"),
        (0.1 + 0.2, "0.3"),
        (123456789012345, "123456789012345"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("=1+1", "2"),
        (" 日本 \n", " 日本 \n"),
    ],
)
def test_cells_are_read_as_a_person_sees_them(path: Path, written: object, seen: str) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write(1, 0, "q")
        if written == "=1+1":
            sheet.write_formula(1, 1, written, None, 2)
        else:
            sheet.write(1, 1, written)
    assert pairs(read(path)) == [("q", seen)]


@pytest.mark.parametrize(
    ("written", "form", "seen"),
    [
        (datetime(2026, 11, 22, tzinfo=UTC), "yyyy/m/d", "2026-11-22"),
        (datetime(2026, 11, 22, 9, 30, tzinfo=UTC), "yyyy/m/d h:mm", "2026-11-22 09:30"),
        (datetime(2026, 11, 22, 9, 30, 5, tzinfo=UTC), "yyyy/m/d h:mm:ss", "2026-11-22 09:30:05"),
        (time(9, 30), "h:mm", "09:30"),
        (timedelta(hours=30, seconds=5), "[h]:mm:ss", "30:00:05"),
    ],
)
def test_dates_and_times_stay_dates_and_times(
    path: Path, written: datetime, form: str, seen: str
) -> None:
    with xlsxwriter.Workbook(path, {"remove_timezone": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write(1, 0, "q")
        sheet.write_datetime(1, 1, written, book.add_format({"num_format": form}))
    assert pairs(read(path)) == [("q", seen)]


def test_a_formula_that_failed_is_the_fault_of_its_row(path: Path) -> None:
    """The table begins in C3, so that the place of a cell can't be mistaken for its number."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(2, 2, ["question", "answer", "note"])
        for row, cells in enumerate([["a", "b", "c"], ["d", "", "e"], ["", "f", "g"]], start=3):
            sheet.write_row(row, 2, cells)
        sheet.write_formula(4, 3, "=1/0", None, "#DIV/0!")
        sheet.write_formula(5, 2, "=#REF!", None, "#REF!")
        sheet.write_row(6, 2, ["h", "i"])
        sheet.write_formula(6, 4, "=NA()", None, "#N/A")
    found = read(path)

    assert codes(found) == [(2, "error_cell"), (3, "error_cell")]
    assert [fault.details for fault in found if isinstance(fault, Fault)] == [
        {"value": "#DIV/0!"},
        {"value": "#REF!"},
    ]
    assert isinstance(found[3], Draft)  # an error beside the two columns harms nobody


def test_rows_are_counted_as_in_a_table_of_text(path: Path) -> None:
    rows: list[Row] = [HEADER, [], ["a", "b"], [], ["c", ""], ["", ""], ["  ", "d"]]
    assert codes(read(workbook(path, FAQ=rows))) == [(2, "empty_answer"), (3, "empty_question")]


def test_a_title_may_stand_above_the_header(path: Path) -> None:
    workbook(path, FAQ=[["Our FAQ, as of November"], [], ["", "質問", "回答"], ["1", "a", ""]])
    assert codes(read(path)) == [(1, "empty_answer")]


def test_all_sheets_that_have_the_same_columns_are_read_as_one_table(path: Path) -> None:
    workbook(
        path,
        Notes=[["Who", "When"], ["x", "y"]],
        Empty=[],
        FAQ=[HEADER, ["a", "b"], ["c", ""]],
        製品B=[["As of November"], HEADER, ["e", "f"]],
    )
    assert codes(read(path)) == [(2, "empty_answer")]
    assert pairs([draft for draft in read(path) if isinstance(draft, Draft)]) == [
        ("a", "b"),
        ("e", "f"),
    ]


def test_what_is_not_read_of_a_workbook_is_told(path: Path) -> None:
    workbook(
        path,
        Notes=[["Who", "When"], ["x", "y"]],
        Empty=[],
        FAQ=[HEADER, ["a", "b"], ["c", "d"]],
        More=[[*HEADER, ""], ["e", "f"]],
        製品B=[["質問", "回答"], ["g", "h"]],
    )
    told = [(one.code, one.details) for one in open_source(path, path.name).notices]
    assert told == [
        ("further_sheet", {"sheet": "More", "row": 3}),
        ("sheet_not_read", {"sheet": "Notes"}),
        ("sheet_not_read", {"sheet": "製品B"}),
    ]


def test_a_hidden_sheet_is_not_read(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        hidden = book.add_worksheet("Hidden")
        fill(hidden, [HEADER, ["c", "d"]])
        seen = book.add_worksheet("Seen")
        fill(seen, [HEADER, ["a", "b"]])
        seen.activate()
        seen.set_first_sheet()
        hidden.hide()
    assert pairs(read(path)) == [("a", "b")]


def test_the_sheets_that_were_looked_at_are_named(path: Path) -> None:
    workbook(path, Notes=[["x"]], Data=[["id", "text", "reply to"], [1, "a", "b"]])
    with pytest.raises(
        NoSheetFits, match=r"looked at: Notes, Data\. The first row of “Data”"
    ) as no:
        read(path)
    assert no.value.header == ("id", "text", "reply to")


def test_a_single_sheet_is_refused_as_a_table_is(path: Path) -> None:
    with pytest.raises(WrongColumns) as refused:
        read(workbook(path, Data=[["id", "text"], [1, "a"]]))
    assert refused.value.header == ("id", "text")


def test_columns_that_could_both_be_it_are_not_guessed(path: Path) -> None:
    workbook(path, Notes=[["x"]], Data=[["prompt", "input", "answer"], ["a", "b", "c"]])
    with pytest.raises(UnclearColumns):
        read(path)
    assert pairs(read(path, Named(question="input"))) == [("b", "c")]


def test_a_workbook_without_rows_is_empty(path: Path) -> None:
    with pytest.raises(EmptyFile):
        read(workbook(path, A=[], B=[]))


def test_half_a_workbook_is_damaged(path: Path) -> None:
    workbook(path, FAQ=[HEADER, *([f"question {row}", "b"] for row in range(5000))])
    path.write_bytes(path.read_bytes()[:-3000])
    with pytest.raises(DamagedWorkbook, match=r"faq\.xlsx"):
        read(path)


def test_a_sheet_that_breaks_off_is_damaged(path: Path) -> None:
    whole = workbook(path.with_name("whole.xlsx"), FAQ=[HEADER, ["a", "b"]])
    repack(whole, path, lambda part, content: content[:-40] if "sheet1" in part else content)
    with pytest.raises(DamagedWorkbook):
        read(path)


def test_a_workbook_with_a_password_says_so(path: Path) -> None:
    """Office puts the encrypted workbook into a container of streams; this one's are empty."""
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
    path.write_bytes(container + "EncryptedPackage".encode("utf-16-le") + bytes(480))
    with pytest.raises(LockedWorkbook, match=r"faq\.xlsx is protected by a password"):
        read(path)


def test_a_sheet_of_a_billion_empty_cells_costs_the_bot_nothing(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        fill(sheet, [HEADER, ["a", "b"]])
        sheet.write(1_048_575, 16_383, "far away")
    assert refused_without_memory(path) is HugeWorkbook


def test_a_zip_bomb_costs_the_bot_nothing(path: Path) -> None:
    whole = workbook(path.with_name("whole.xlsx"), FAQ=[HEADER, ["a", "b"]])
    padding = b"<!--" + b" " * (300 << 20) + b"-->"
    repack(
        whole,
        path,
        lambda part, content: content + padding if part.endswith("sharedStrings.xml") else content,
    )
    assert path.stat().st_size < 1 << 20
    assert refused_without_memory(path) is HugeWorkbook


def refused_without_memory(path: Path) -> type[FileRefused]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FileRefused) as refused:
        read(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kilobytes
    return type(refused.value)


def repack(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> None:
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(target, "w", compression=zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
