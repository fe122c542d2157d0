"""The file to fix: nothing in it acts, nothing is lost, and it can be sent back as it is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import orjson
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from core.datasets import fixing
from core.datasets.carrying import carried_in
from core.datasets.faults import Fault
from core.datasets.fixing import (
    LONGEST_CELL,
    Labels,
    MoreThanASheetHolds,
    Table,
    as_it_came,
    as_stored,
    without_what_was_added,
    writable,
    write_file_to_fix,
)
from core.datasets.reading.drafts import Draft
from core.datasets.reading.sources import open_source
from core.datasets.tables import Example, Split
from tests import builders as a
from tests.core.datasets.reading.reads import codes

LABELS = Labels("To fix", "What to fix", "Row", "cut off", "no columns")
HOSTILE = [
    '=HYPERLINK("https://evil.example","click")',
    "+1-1",
    "-2+3",
    "@SUM(A1)",
    "https://evil.example",
    "mailto:a@evil.example",
    "internal:Sheet1!A1",
    "<!channel> & <b>",
    "zero\u200bwidth",
    "two\r\nlines",
    "\x00\x08\x1b[31m\ufffe",
    "{=1+1}",
    "0012",
]


def written(path: Path, rows: list[list[str]], notes: dict[int, list[str]] | None = None) -> Path:
    table = Table(rows[0], enumerate(rows[1:], start=1), wide=["question"])
    write_file_to_fix(path, table, notes or {}, LABELS, "faq")
    return path


def cells(path: Path) -> list[list[str]]:
    source = open_source(path, path.name)
    return [list(source.header), *map(list, source.cells())]


def test_what_people_wrote_stays_text(tmp_path: Path) -> None:
    rows = [["question", "answer"], *([text, text] for text in HOSTILE)]
    path = written(tmp_path / "fix.xlsx", rows)

    read = [row[2] for row in cells(path)[1:]]
    assert read == [writable(text) for text in HOSTILE]
    with zipfile.ZipFile(path) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
        assert not [name for name in parts.namelist() if "rels" in name and "sheet1" in name]


def test_a_row_says_what_is_wrong_with_it_and_keeps_its_number(tmp_path: Path) -> None:
    rows = [["question", "answer", "label"], ["q1", "a1", "x"], ["q2", "", "y"]]
    path = written(tmp_path / "fix.xlsx", rows, {2: ["The answer is empty.", "And more."]})

    assert cells(path) == [
        ["What to fix", "Row", "question", "answer", "label"],
        ["", "1", "q1", "a1", "x"],
        ["The answer is empty.\nAnd more.", "2", "q2", "", "y"],
    ]


def test_what_a_cell_can_not_hold_is_cut_and_said(tmp_path: Path) -> None:
    rows = [["question", "answer"], ["q", "研" * 40_000], ["q", "👩" * 20_000]]
    path = written(tmp_path / "fix.xlsx", rows)

    for row in cells(path)[1:]:
        assert row[0] == "cut off"
        assert row[3].endswith("…")
        assert len(row[3].encode("utf-16-le")) <= 2 * LONGEST_CELL


def test_more_rows_than_a_sheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fixing, "MOST_ROWS", 2)
    with pytest.raises(MoreThanASheetHolds):
        written(tmp_path / "fix.xlsx", [["question", "answer"], *[["q", "a"]] * 3])


def test_the_columns_that_were_added_don_t_pile_up(tmp_path: Path) -> None:
    first = written(tmp_path / "first.xlsx", [["質問", "回答"], ["q", "a"]], {1: ["look"]})
    again = as_it_came(open_source(first, first.name))

    table = without_what_was_added(again, {("What to fix", "Row")})

    assert (list(table.header), list(table.rows)) == (["質問", "回答"], [(1, ["q", "a"])])


def test_a_corrected_file_is_read_without_its_notes(tmp_path: Path) -> None:
    rows = [["質問", "回答"], *([f"q{n}", f"a{n}"] for n in range(12))]
    path = written(tmp_path / "fix.xlsx", rows, {3: ["The answer is empty."]})

    drafts = list(open_source(path, path.name).drafts(None))

    assert not [found for found in drafts if isinstance(found, Fault)]
    assert [found.asked for found in drafts if isinstance(found, Draft)] == [
        row[0] for row in rows[1:]
    ]


def test_a_line_of_json_is_shown_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "chats.jsonl"
    path.write_text('{"messages": 1}\n\nno json\n')

    table = as_it_came(open_source(path, path.name))

    assert list(table.rows) == [(1, ['{"messages": 1}']), (2, ["no json"])]


@given(st.text(max_size=200))
def test_any_text_fits_into_a_cell_unchanged_but_for_what_xml_can_not_hold(text: str) -> None:
    kept = writable(text)

    assert kept == writable(kept)
    if text.isprintable():
        assert kept == text


def chat(*said: tuple[str, str], **beside: object) -> str:
    messages = [{"role": role, "content": text} for role, text in said]
    return orjson.dumps({"messages": messages, **beside}).decode()


ASKED, ANSWERED = ("user", "Q1"), ("assistant", "A1")
TOOLS = [{"type": "function", "function": {"name": "look_up"}}]


def fixed(folder: Path, *lines: str) -> Path:
    """The file to fix for lines of JSON."""
    source = folder / "faq.jsonl"
    source.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    path = folder / "fix.xlsx"
    write_file_to_fix(path, as_it_came(open_source(source, source.name)), {}, LABELS, "faq")
    return path


def test_chats_come_back_as_they_went(tmp_path: Path) -> None:
    """System prompts, several turns and splits, each in the columns that a table has for them."""
    lines = [
        chat(ASKED, ANSWERED),
        chat(("system", "Be brief."), ASKED, ANSWERED, split="held_out"),
        chat(ASKED, ANSWERED, ("user", "Q2"), ("assistant", "A2"), author="Aya"),
        chat(("system", "Be kind."), *[ASKED, ANSWERED] * 3, split="train", label="billing"),
        '{"question":"Q3","answer":"A3"}',
    ]
    path = fixed(tmp_path, *lines)

    before = list(open_source(tmp_path / "faq.jsonl", "faq.jsonl").drafts(None))
    after = list(open_source(path, path.name).drafts(None))
    assert [one.line for one in after] == [one.line for one in before]
    assert [(one.label, one.author) for one in after] == [(one.label, one.author) for one in before]
    assert [one.split for one in after] == [Split.TRAIN, Split.HELD_OUT, *[Split.TRAIN] * 3]


@pytest.mark.parametrize(
    "line",
    [
        chat(ASKED, ANSWERED, tools=TOOLS),
        chat(ASKED, ANSWERED, ("user", "Q2")),
        chat(("developer", "Be brief."), ASKED, ANSWERED),
        '{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"A","weight":0}]}',
        '{"messages":[{"role":"user","content":[{"type":"text","text":"Q"}]}]}',
        '{"messages":[{"role":"user","content":"Q"}',
        '{"question":"Q","answer":"A","id":7}',
        '["Q","A"]',
    ],
)
def test_what_fits_into_no_columns_stands_there_as_it_is(tmp_path: Path, line: str) -> None:
    """Sent back as it is, it is refused: nothing of it is lost in silence."""
    path = fixed(tmp_path, chat(ASKED, ANSWERED), line)

    header, first, second = cells(path)
    assert header == ["What to fix", "Row", "question", "answer", "line"]
    assert first == ["", "1", "Q1", "A1", ""]
    assert second == ["no columns", "2", "", "", line]
    assert [row for row, _ in codes(list(open_source(path, path.name).drafts(None)))] == [2]


def test_where_nothing_fits_into_columns_there_are_only_lines(tmp_path: Path) -> None:
    source = tmp_path / "faq.jsonl"
    source.write_text(chat(ASKED, ANSWERED, tools=TOOLS) + "\n", encoding="utf-8")

    table = as_it_came(open_source(source, source.name))

    assert list(table.header) == ["line"]


def test_what_is_stored_comes_back_whole(tmp_path: Path) -> None:
    said = ("system", "Be brief."), ASKED, ANSWERED, ("user", "Q2"), ("assistant", "A2")
    stored = [
        Example(version_id="v", position=1, split=Split.TRAIN, asked="", line=chat(*said)),
        Example(version_id="v", position=4, split=Split.HELD_OUT, asked="", line=chat(*said[1:3])),
    ]
    version = a.a_version(a.a_dataset(), question_column="質問", answer_column="回答")
    path = tmp_path / "fix.xlsx"
    write_file_to_fix(path, as_stored(version, stored), {}, LABELS, "faq")

    drafts = list(open_source(path, path.name).drafts(None))
    assert [draft.line.decode() for draft in drafts] == [example.line for example in stored]
    assert [draft.split for draft in drafts] == [Split.TRAIN, Split.HELD_OUT]
    assert [row[1] for row in cells(path)] == ["Row", "1", "4"]


def test_the_file_carries_the_name_of_its_data_set_whatever_it_is_called(tmp_path: Path) -> None:
    source = tmp_path / "some.csv"
    source.write_text("question,answer\na,b\n", encoding="utf-8")
    path = tmp_path / "Copy of x (1).xlsx"
    table = as_it_came(open_source(source, source.name))
    write_file_to_fix(path, table, {}, LABELS, "社内-faq")

    assert carried_in(path) == "社内-faq"
    assert open_source(path, path.name).notices == [], "people are not told of what they can't see"
    assert carried_in(source) is None


def test_any_other_workbook_carries_no_name(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ["question", "answer"])
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(path.read_bytes()[:-40])

    assert carried_in(path) is None
    assert carried_in(damaged) is None
