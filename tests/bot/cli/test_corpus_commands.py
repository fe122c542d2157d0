"""A sample of the corpus through the real command: exit codes, one JSON object, plain sentences."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.datasets.corpus.all import CASES
from tests.core.datasets.corpus.case import Case

pytestmark = pytest.mark.slow  # half a second for each command
TOGI = Path(sys.executable).with_name("togi")
DEADLINE = 60.0
BEFORE = "what was there before"
NAMES = (
    # converted
    "Japanese table in cp932",
    "Japanese lines in utf-16",
    "semicolons, as European Excel has them",
    "columns '質問,回答'",
    "workbook: a title above the header",
    # refused for their rows
    "rows are counted as people count them",
    "an answer of a full-width space",
    "pair: a number",
    "line: everything at once",
    "workbook: a failed formula",
    # refused as a whole
    "a quotation that never ends",
    "two that may be the question",
    "one letter of cp932 in UTF-8",
    "a PDF called CSV",
    "a packed CSV",
    "nothing",
    "noise",
    "workbook: cut in half",
    # checked
    "9 chats",
    "clean: ja",
    "chats in UTF-16",
    "line: ten thousand brackets",
    "line: bytes that are no UTF-8",
    "ja: personal: 090-1234-5678",
    "en: contradiction:facts, a number",
    "ja: nearly again, a slip",
)
SAMPLE = {case.name: case for case in CASES if case.name in NAMES}


def togi(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [TOGI, "dataset", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=DEADLINE,
    )
    assert "Traceback" not in done.stdout + done.stderr
    assert "Something went wrong" not in done.stderr
    return done


def only_object(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    value = json.loads(done.stdout)
    assert isinstance(value, dict)
    return value


def test_the_sample_is_in_the_corpus() -> None:
    assert set(NAMES) == set(SAMPLE)


@pytest.mark.parametrize("case", [case for case in SAMPLE.values() if case.is_read], ids=str)
def test_convert_keeps_its_promise(case: Case, tmp_path: Path) -> None:
    (tmp_path / case.file).write_bytes(case.content)
    target = tmp_path / "faq.converted"
    target.write_text(BEFORE)
    done = togi(tmp_path, "convert", case.file, target.name, "--json")
    told = only_object(done)

    assert done.returncode == (0 if case.pairs is not None else 1)
    assert (target.read_text(encoding="utf-8") == BEFORE) is bool(done.returncode)
    if case.refused:
        assert told["error"]["code"] == case.refused.__name__  # type: ignore[index]  # an object
        assert len(done.stderr.splitlines()) == 1
    else:
        assert told.keys() == {"rows", "written", "skipped", "encoding"}
        skipped = [(fault["row"], fault["code"]) for fault in told["skipped"]]  # type: ignore[attr-defined]  # a list
        assert tuple(skipped) == (case.faults or ())


@pytest.mark.parametrize("case", [case for case in SAMPLE.values() if case.is_checked], ids=str)
def test_check_keeps_its_promise(case: Case, tmp_path: Path) -> None:
    (tmp_path / case.file).write_bytes(case.content)
    done = togi(tmp_path, "check", case.file, "--json")
    told = only_object(done)

    assert told.keys() >= {"ok", "examples", "errors", "warnings", "stats", "estimate"}
    assert done.returncode == (1 if case.errors else 0)
    assert told["ok"] is (not case.errors)


def test_people_are_told_in_their_language(tmp_path: Path) -> None:
    (tmp_path / "faq.csv").write_text("question,answer\na,\n")
    done = subprocess.run(
        [TOGI, "dataset", "convert", "faq.csv", "faq.jsonl"],
        cwd=tmp_path,
        env={"LANG": "ja_JP.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )

    assert done.returncode == 1
    assert "回答" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "folder", "faq.jsonl"),
        ("convert", "nowhere.csv", "faq.jsonl"),
        ("convert", "faq.csv", "folder"),
        ("convert", "faq.csv"),
        ("convert", "faq.csv", "faq.jsonl", "--quickly"),
        ("check", "folder"),
        ("check", "nowhere.jsonl"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_exit_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "faq.csv").write_text("question,answer\na,b\n")

    assert togi(tmp_path, *arguments).returncode == 2


@pytest.mark.parametrize("target", ["nowhere/faq.jsonl", "/dev/null", "/dev/full", "queue"])
def test_what_can_not_be_written_to_is_a_sentence(tmp_path: Path, target: str) -> None:
    os.mkfifo(tmp_path / "queue")
    (tmp_path / "faq.csv").write_text("question,answer\na,b\n")
    done = togi(tmp_path, "convert", "faq.csv", target)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [("convert", "queue", "faq.jsonl"), ("check", "queue")])
def test_a_queue_is_refused_at_once(tmp_path: Path, command: tuple[str, ...]) -> None:
    os.mkfifo(tmp_path / "queue")
    done = subprocess.run(
        [TOGI, "dataset", *command], cwd=tmp_path, capture_output=True, check=False, timeout=10
    )

    assert done.returncode in {1, 2}


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_no_table(tmp_path: Path, device: str) -> None:
    assert togi(tmp_path, "convert", device, "faq.jsonl").returncode == 2
