"""`togi` as a program: exit codes, stdout and stderr, and never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Togi = Callable[..., "subprocess.CompletedProcess[str]"]
Table = Callable[[str], Path]

HEAVY = ("sqlmodel", "sqlalchemy", "dbos", "pandas", "numpy", "torch", "slack_sdk", "openai")


def test_help_names_the_groups_and_loads_nothing_heavy() -> None:
    script = (
        "import sys; from bot.cli import main\n"
        "try: main()\n"
        f"finally: print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--help"], capture_output=True, text=True, check=True
    )

    assert "dataset" in done.stdout
    assert done.stderr == "[]\n"


def test_a_refusal_is_a_sentence_on_stderr_and_exit_1(togi: Togi, tmp_path: Path) -> None:
    (tmp_path / "faq.csv").write_bytes(b"")
    done = togi("dataset", "convert", "faq.csv", "faq.jsonl")

    assert (done.returncode, done.stdout) == (1, "")
    assert "faq.csv" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_program_gets_the_refusal_as_json(togi: Togi, tmp_path: Path) -> None:
    (tmp_path / "faq.csv").write_bytes(b"%PDF-1.7")
    done = togi("dataset", "convert", "faq.csv", "faq.jsonl", "--json")

    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "PdfFile"


def test_bad_rows_are_listed_and_stdout_stays_empty(togi: Togi, table: Table) -> None:
    table("a,\n,b\n")
    done = togi("dataset", "convert", "faq.csv", "faq.jsonl")

    assert (done.returncode, done.stdout) == (1, "")
    assert [line.partition(":")[0] for line in done.stderr.splitlines()[:2]] == ["1", "2"]


def test_wrong_use_is_exit_2(togi: Togi) -> None:
    for arguments in (("dataset", "convert"), ("sharpen",), ("dataset", "convert", "no.csv", "b")):
        done = togi(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr


def test_a_system_prompt_that_is_no_text_is_wrong_use(togi: Togi, table: Table) -> None:
    table("a,b\n")
    done = togi("dataset", "convert", "faq.csv", "faq.jsonl", "--system", "\udcff")

    assert done.returncode == 2


def test_a_bug_is_a_sentence_and_a_file(tmp_path: Path) -> None:
    script = (
        "import bot.cli as cli\n"
        "@cli.app.command()\n"
        "def fail() -> None: 1 / 0\n"
        "import tempfile; tempfile.tempdir = '.'\n"
        "cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "fail"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr
    (report,) = tmp_path.glob("togi-bug-*.txt")
    assert "Traceback" in report.read_text()
