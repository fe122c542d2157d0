"""Files as people make them: encodings, separators, quotes, column names; and what is no table."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets import question_and_answer
from core.datasets.faults import SENTENCES, Fault
from core.datasets.reading.columns import Named
from core.datasets.reading.drafts import Draft
from core.datasets.reading.sources import open_source
from core.datasets.reading.unfit_headers import NoQuestionColumn
from core.datasets.refusals import (
    BinaryFile,
    BrokenQuotes,
    BrokenText,
    DamagedWorkbook,
    DocumentFile,
    EmptyFile,
    FileRefused,
    HugeCell,
    ImageFile,
    NotJsonLines,
    PackedFile,
    PdfFile,
    SpreadsheetFile,
    UnclearColumns,
    WrongColumns,
)
from core.errors import TogiError
from tests.core.datasets.reading.reads import codes, found_in, pairs

JAPANESE = 'question,answer\n日本の首都は,"東京です。\n""首都"", それだけ"\n'


def packed(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp"]
)
def test_japanese_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "faq.csv"
    path.write_bytes(JAPANESE.encode(encoding))
    source = open_source(path, path.name)

    assert source.encoding == encoding
    assert pairs(list(source.drafts(None))) == [("日本の首都は", '東京です。\n"首都", それだけ')]


def test_kanji_alone_are_cp932(tmp_path: Path) -> None:
    content = "question,answer\n日本,東京\n".encode("cp932")
    assert pairs(found_in(tmp_path, content)) == [("日本", "東京")]


def test_western_apostrophes_are_no_kanji(tmp_path: Path) -> None:
    content = "question,answer\nIt\u2019s late at the caf\u00e9,Go home\n".encode("cp1252")
    assert pairs(found_in(tmp_path, content)) == [("It\u2019s late at the caf\u00e9", "Go home")]


def test_japanese_after_a_megabyte_of_english_is_recognised(tmp_path: Path) -> None:
    english = "Where is it?,Over there\n" * 50_000
    content = ("question,answer\n" + english + "日本は,どこ\n").encode("cp932")
    assert pairs(found_in(tmp_path, content))[-1] == ("日本は", "どこ")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_the_separator_is_found_by_the_header(tmp_path: Path, separator: str, quote: str) -> None:
    header = separator.join(f"{quote}{name}{quote}" for name in ("id", "question", "answer"))
    assert pairs(found_in(tmp_path, f"{header}\r\n1{separator}a{separator}b\r\n")) == [("a", "b")]


@pytest.mark.parametrize(
    "header",
    [
        "Prompt,Completion",
        "質問,回答",
        "input,output",
        " Instruction , Response ",
        "Q,A",
        "質問文,答え",
    ],
)
def test_usual_names_of_columns_are_understood(tmp_path: Path, header: str) -> None:
    assert pairs(found_in(tmp_path, f"{header}\nx,y\n")) == [("x", "y")]


def test_columns_may_be_named(tmp_path: Path) -> None:
    found = found_in(tmp_path, "question,answer,better\na,b,c\n", named=Named(answer="better"))
    assert pairs(found) == [("a", "c")]


def test_two_columns_that_could_be_the_question_are_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(UnclearColumns, match="instruction, input"):
        found_in(tmp_path, "instruction,input,output\na,b,c\n")


def test_wrong_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(WrongColumns) as refused:
        found_in(tmp_path, "question,name\na,b\n")
    assert refused.value.details == {
        "file_name": "faq.csv",
        "missing": "answer",
        "found": "question, name",
    }


def test_rows_are_counted_as_a_person_counts_them(tmp_path: Path) -> None:
    """Newlines inside a cell begin no row, and empty lines are none."""
    table = 'question,answer\n"two\nlines",x\n\n,no question\na,b\nno answer,\u200b \n'
    assert codes(found_in(tmp_path, table)) == [(2, "empty_question"), (4, "empty_answer")]


def test_a_comma_too_many_is_a_fault_and_not_cut_off(tmp_path: Path) -> None:
    assert codes(found_in(tmp_path, "question,answer\na,b,c\n")) == [(1, "extra_cells")]


def test_empty_cells_at_the_end_are_forgiven(tmp_path: Path) -> None:
    assert pairs(found_in(tmp_path, "question,answer\na,b,,\n")) == [("a", "b")]


def test_a_missing_cell_is_an_empty_one(tmp_path: Path) -> None:
    assert codes(found_in(tmp_path, "question,answer\na\n")) == [(1, "empty_answer")]


def test_a_nul_in_a_cell_is_the_fault_of_its_row(tmp_path: Path) -> None:
    table = "question,answer\n" + "a,b\n" * 30_000 + "a\0,b\n"
    assert codes(found_in(tmp_path, table)) == [(30_001, "unreadable_character")]


def test_an_unknown_split_is_a_fault(tmp_path: Path) -> None:
    table = "question,answer,split\na,b,train\na,b,monday\n"
    assert codes(found_in(tmp_path, table)) == [(2, "unknown_split")]


def test_a_long_cell_is_read(tmp_path: Path) -> None:
    text = "long " * 200_000
    assert pairs(found_in(tmp_path, f"question,answer\n{text},b\n")) == [(text, "b")]


def test_formulas_stay_what_they_are(tmp_path: Path) -> None:
    assert pairs(found_in(tmp_path, "question,answer\n=1+1,@SUM(A1)\n")) == [("=1+1", "@SUM(A1)")]


def test_json_lines_may_be_chats_or_pairs(tmp_path: Path) -> None:
    chat = '{"messages":[{"content":"a","role":"user"},{"content":"b","role":"assistant"}],"id":1}'
    lines = f'{chat}\n\n{{"prompt":"c","completion":"d","split":"test"}}\n'
    found = found_in(tmp_path, lines, "faq.jsonl")

    assert pairs(found) == [("a", "b"), ("c", "d")]
    assert isinstance(found[0], Draft)
    assert found[0].line == (
        b'{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}'
    )


def test_every_bad_line_is_listed_with_all_that_is_wrong(tmp_path: Path) -> None:
    lines = 'oops\n{"question":"a","answer":5}\n{"messages":[{"role":"bot","content":""}]}\n{}\n'
    assert codes(found_in(tmp_path, lines, "faq.jsonl")) == [
        (1, "invalid_json"),
        (2, "not_text"),
        (3, "unrecognized_role"),
        (3, "missing_content"),
        (3, "example_missing_assistant_message"),
        (4, "missing_messages_list"),
    ]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (b"\xef\xbb\xbf\r\n \n", EmptyFile),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", PdfFile),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ImageFile),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", ImageFile),
        (packed("[Content_Types].xml", "xl/workbook.xml"), DamagedWorkbook),
        (packed("Index/Document.iwa"), SpreadsheetFile),
        (packed("[Content_Types].xml", "word/document.xml"), DocumentFile),
        (packed("faq.csv"), PackedFile),
        (bytes(range(256)), BinaryFile),
        (b"\x7fELF\2\1\1" + bytes(64), BinaryFile),
        ("question,answer\n日本は,どこ".encode() + b"\xe3\n", BrokenText),
        (b'question,answer\na,"b\nc,d\n', BrokenQuotes),
        (b'question,answer\na,"' + b"x" * 11_000_000, HugeCell),
        (b'[{"question":"a","answer":"b"}]', NotJsonLines),
        (b"name,age\nx,1\n", NoQuestionColumn),
    ],
)
def test_what_is_no_table_is_told_apart(
    tmp_path: Path, content: bytes, refusal: type[FileRefused]
) -> None:
    with pytest.raises(FileRefused, match=r"faq\.csv") as refused:
        found_in(tmp_path, content)
    assert type(refused.value) is refusal


def test_the_line_of_a_damaged_character_is_named(tmp_path: Path) -> None:
    content = "question,answer\n日本は,どこ\nあれは,".encode() + b"\xe3\x81\nx,y\n"
    with pytest.raises(BrokenText) as refused:
        found_in(tmp_path, content)
    assert refused.value.details["line"] == 3


def test_the_row_where_a_quotation_mark_opens_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenQuotes, match=r"row 2 of faq\.csv \(line 3\)"):
        found_in(tmp_path, 'question,answer\na,b\nc,"d\ne,f\n' + "g,h\n" * 50)


@given(
    content=st.binary(max_size=300)
    | st.binary(max_size=100).map(lambda tail: b"question,answer\n" + tail)
    | st.binary(max_size=100).map(lambda tail: b'{"messages":[' + tail)
    | st.text(max_size=100).map(lambda text: text.encode("utf-16", "surrogatepass")),
    name=st.sampled_from(["a.csv", "a.jsonl", "a.tsv", "a"]),
)
def test_any_bytes_give_drafts_faults_or_a_sentence(content: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        try:
            found = found_in(Path(folder), content, name)
        except TogiError:
            return
    for draft_or_fault in found:
        if isinstance(draft_or_fault, Fault):
            assert draft_or_fault.code in SENTENCES
            assert draft_or_fault.sentence
        else:
            assert question_and_answer(draft_or_fault.line).answer


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\r\n\t")
TEXT = st.text(LETTERS, min_size=1)


@given(rows=st.lists(st.tuples(TEXT, TEXT), min_size=1))
def test_what_a_table_holds_comes_back_from_its_lines(rows: list[tuple[str, str]]) -> None:
    table = io.StringIO()
    csv.writer(table, quoting=csv.QUOTE_ALL).writerows([("question", "answer"), *rows])
    with TemporaryDirectory() as folder:
        found = found_in(Path(folder), table.getvalue())
    for row, draft in zip(rows, found, strict=True):
        if isinstance(draft, Draft):
            assert question_and_answer(draft.line)[:2] == row
        else:
            assert draft.code in {"empty_question", "empty_answer"}
