"""`togi dataset`: what is printed for people and for programs, and what is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from bot.cli import app
from core.datasets.refusals import PdfFile

Table = Callable[[str], Path]

GOOD = "".join(f"Question {number}?,Answer {number}.\n" for number in range(60))


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def chats(path: Path) -> list[dict[str, list[dict[str, str]]]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_convert_writes_a_chat_a_row(table: Table, tmp_path: Path) -> None:
    target = tmp_path / "faq.jsonl"
    code, _ = run("dataset", "convert", table("日本は,どこ\n"), target, "--system", "短く")

    assert code == 0
    assert target.read_text(encoding="utf-8") == (
        '{"messages":[{"role":"system","content":"短く"},{"role":"user","content":"日本は"},'
        '{"role":"assistant","content":"どこ"}]}\n'
    )


def test_convert_names_the_sheets_that_it_does_not_read(tmp_path: Path) -> None:
    source = tmp_path / "faq.xlsx"
    with xlsxwriter.Workbook(source) as book:
        for name, header in (("A", "question"), ("B", "question"), ("製品C", "Anything else")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, [header, "answer"])
            sheet.write_row(1, 0, [f"{name}?", "b"])
    command = ["dataset", "convert", str(source), str(tmp_path / "faq.jsonl")]
    result = CliRunner().invoke(app, command)

    assert result.exit_code == 0
    assert "“B” are counted from 2 on" in result.stderr
    assert "“製品C” was not read" in result.stderr
    assert len(chats(tmp_path / "faq.jsonl")) == 2


def test_convert_refuses_a_file_with_bad_rows(table: Table, tmp_path: Path) -> None:
    target = tmp_path / "faq.jsonl"
    target.write_text("before")
    code, output = run("dataset", "convert", table("a,\nb,c\n,d\n"), target, "--json")

    assert code == 1
    report = json.loads(output)
    assert [(fault["row"], fault["code"]) for fault in report.pop("skipped")] == [
        (1, "empty_answer"),
        (3, "empty_question"),
    ]
    assert report == {"rows": 3, "written": 0, "encoding": "utf-8"}
    assert target.read_text() == "before"


def test_convert_leaves_bad_rows_out_when_told(table: Table, tmp_path: Path) -> None:
    target = tmp_path / "faq.jsonl"
    code, output = run("dataset", "convert", table("a,\nb,c\n"), target, "--skip-bad", "--json")

    assert code == 0
    assert json.loads(output)["written"] == 1
    assert [chat["messages"][0]["content"] for chat in chats(target)] == ["b"]


def test_convert_writes_nothing_when_every_row_is_bad(table: Table, tmp_path: Path) -> None:
    target = tmp_path / "faq.jsonl"
    code, _ = run("dataset", "convert", table("a,\n"), target, "--skip-bad")

    assert code == 1
    assert not target.exists()


def test_convert_takes_the_columns_that_are_named(tmp_path: Path) -> None:
    source, target = tmp_path / "a.csv", tmp_path / "a.jsonl"
    source.write_text("title,body,reply\na,b,c\n")
    code, _ = run("dataset", "convert", source, target, "--question", "body", "--answer", "reply")

    assert code == 0
    assert [message["content"] for message in chats(target)[0]["messages"]] == ["b", "c"]


def test_convert_may_write_over_its_source(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('\ufeff{"question":"a","answer":"b"}\n', encoding="utf-8")
    code, _ = run("dataset", "convert", path, path)

    assert code == 0
    assert path.read_bytes().startswith(b'{"messages"')


def test_what_convert_writes_passes_check(table: Table, tmp_path: Path) -> None:
    target = tmp_path / "faq.jsonl"
    run("dataset", "convert", table(GOOD), target)
    code, output = run("dataset", "check", target, "--json")

    assert code == 0
    report = json.loads(output)
    assert report["ok"] is True
    assert report["examples"] == 60
    assert report["errors"] == report["warnings"] == []
    tokens = report["stats"]["tokens"]["total"]
    assert tokens > 60 * 10
    assert report["estimate"] == {
        "epochs": 3,
        "billed_tokens": 3 * tokens,
        "cost": None,
        "currency": None,
        "price_as_of": None,
    }


def test_check_lists_errors_by_line(tmp_path: Path) -> None:
    path = tmp_path / "faq.jsonl"
    path.write_text('{"messages":[]}\n{}\n')
    code, output = run("dataset", "check", path, "--json")

    assert code == 1
    errors = [(error["line"], error["code"]) for error in json.loads(output)["errors"]]
    assert errors == [
        (1, "missing_messages_list"),
        (2, "missing_messages_list"),
        (None, "too_few_examples"),
    ]
    assert run("dataset", "check", path)[0] == 1


def test_check_names_all_lines_of_a_duplicate(table: Table, tmp_path: Path) -> None:
    target = tmp_path / "faq.jsonl"
    run("dataset", "convert", table(GOOD + "Question 3?,Answer 3.\n"), target)
    code, output = run("dataset", "check", target, "--json")

    assert code == 0
    (warning,) = json.loads(output)["warnings"]
    assert (warning["code"], warning["lines"]) == ("duplicate", [4, 61])


def test_split_writes_both_files(table: Table, tmp_path: Path) -> None:
    source, training, validation = (tmp_path / name for name in ("all", "train", "validation"))
    run("dataset", "convert", table(GOOD), source)
    options = ("--train", training, "--validation", validation, "--ratio", "0.25", "--json")
    code, output = run("dataset", "split", source, *options)

    assert code == 0
    assert json.loads(output) == {"train": 45, "validation": 15, "errors": []}
    assert len(chats(training)) == 45
    assert len(chats(validation)) == 15


@pytest.mark.parametrize(
    "options",
    [
        ("--train", "a", "--validation", "a"),
        ("--train", "a", "--validation", "b", "--ratio", "1.5"),
        ("--train", "a", "--validation", "b", "--group", "nearly"),
        ("--train", "a"),
    ],
)
def test_split_used_wrongly_is_exit_2(table: Table, options: tuple[str, ...]) -> None:
    assert run("dataset", "split", table(GOOD), *options)[0] == 2


def test_a_pdf_is_refused_with_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "faq.csv"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(PdfFile):
        run("dataset", "convert", path, tmp_path / "faq.jsonl")


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_check_says_how_a_table_becomes_chats(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "faq.csv"
    file.write_text("質問,回答\n営業時間,9時からです。\n", encoding=encoding)
    code, said = run("dataset", "check", file)

    assert code == 1
    assert "togi dataset convert" in said
