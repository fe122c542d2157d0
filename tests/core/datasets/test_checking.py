"""Checking a file of chats: all faults by line, warnings, lengths, and null for the unknown."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets.checking.files import check
from core.datasets.checking.report import Report
from core.datasets.refusals import FileRefused, NotUtf8, NotYetJsonLines, PdfFile
from core.datasets.splitting.dividing import divide_file
from core.errors import TogiError


def line(question: str, answer: str = "Yes.") -> str:
    messages = [
        {"role": "user", "content": question},
        {"role": "assistant", "content": answer},
    ]
    return orjson.dumps({"messages": messages}).decode()


def checked(folder: Path, *lines: str, name: str = "chats.jsonl") -> Report:
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return check(path)


def good(count: int) -> list[str]:
    return [line(f"Question {number}?") for number in range(count)]


def test_fifty_good_chats_are_fine(tmp_path: Path) -> None:
    report = checked(tmp_path, *good(50))

    assert report.ok
    assert (report.examples, report.warnings) == (50, [])


def test_nine_chats_are_an_error_and_forty_nine_a_warning(tmp_path: Path) -> None:
    few = checked(tmp_path, *good(9))
    some = checked(tmp_path, *good(49))

    assert [(error.row, error.code) for error in few.errors] == [(0, "too_few_examples")]
    assert [warning.code for warning in some.warnings] == ["few_examples"]
    assert some.ok


def test_all_faults_are_found_with_their_lines(tmp_path: Path) -> None:
    bad = ["{", '"text"', '{"messages":[]}', '{"messages":[{"role":"user","content":"x"}]}']
    report = checked(tmp_path, *good(10), "", *bad)

    assert [(error.row, error.code) for error in report.errors] == [
        (12, "invalid_json"),
        (13, "data_type"),
        (14, "missing_messages_list"),
        (15, "example_missing_assistant_message"),
    ]


def test_a_damaged_character_is_the_fault_of_its_line(tmp_path: Path) -> None:
    path = tmp_path / "chats.jsonl"
    lines = [line("日本の首都は").encode()] * 50
    lines[6] = lines[6].replace("首".encode(), b"\xe9\xa6")
    path.write_bytes(b"\n".join(lines))

    assert [(error.row, error.code) for error in check(path).errors] == [(7, "invalid_json")]


def test_a_byte_order_mark_is_an_error(tmp_path: Path) -> None:
    report = checked(tmp_path, "\ufeff" + line("First?"), *good(49))

    assert [(error.row, error.code) for error in report.errors] == [(1, "byte_order_mark")]
    assert report.examples == 50


def test_equal_chats_are_named_together(tmp_path: Path) -> None:
    lines = [line("question 3?", "YES."), line("Question 61?", "No.")]
    report = checked(tmp_path, *good(60), *lines)

    again = [warning for warning in report.warnings if warning.code == "duplicate"]
    assert [warning.rows for warning in again] == [(4, 61)]


def test_lengths_are_counted_in_characters(tmp_path: Path) -> None:
    report = checked(tmp_path, *(line("x" * length, "yy") for length in range(1, 101)))

    assert report.characters == (5050 + 200, 3, 52, 97, 102)
    assert report.answer_characters == (200, 2, 2, 2, 2)


@pytest.mark.parametrize(
    ("examples", "epochs"), [(0, None), (4, 25), (20, 5), (40, 3), (9000, 2), (30_000, 1)]
)
def test_epochs_follow_the_published_rule(examples: int, epochs: int | None) -> None:
    assert Report(examples=examples).epochs == epochs


def test_an_empty_file_has_too_few_examples(tmp_path: Path) -> None:
    report = checked(tmp_path)

    assert [error.code for error in report.errors] == ["too_few_examples"]
    assert report.characters.total is None


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"%PDF-1.4", PdfFile(file_name="file.csv")),
        (b"question,answer\na,b\n", NotYetJsonLines(file_name="file.csv")),
        ("\ufeff{}".encode("utf-16-le"), NotUtf8(file_name="file.csv", encoding="utf-16")),
    ],
)
def test_other_kinds_of_file_are_one_error(
    tmp_path: Path, content: bytes, refusal: FileRefused
) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    (error,) = check(path).errors

    assert (error.row, error.code, error.sentence) == (0, "unreadable_file", str(refusal))


@given(content=st.binary(max_size=300) | st.binary().map(lambda tail: b'{"messages":[{' + tail))
def test_any_bytes_can_be_checked_and_split_or_refused(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "chats.jsonl")
        path.write_bytes(content)
        report = check(path)
        with suppress(TogiError):
            divide_file(path, training=path, validation=Path(folder, "b"), ratio=0.2, seed=0)

    assert not report.ok
    assert all(error.sentence for error in report.errors)
