"""Stopped at any moment: a destination is the old file or the new one, never a part of it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

TOGI = Path(sys.executable).with_name("togi")
ROWS = 30_000
MANY_ROWS = 100_000  # so many that both cores are used
KILLS = 15
DEADLINE = 60.0
BEFORE = b"what was there before"

Step = Callable[[Path], tuple[list[str], list[str]]]  # arguments, and the files that they write


def a_table(folder: Path, rows: int) -> None:
    row = '"How do I ""reset"" number {}, please?","Press the button\nfor {} seconds, 十秒です。"\n'
    text = "".join(row.format(number, number % 60) for number in range(rows))
    (folder / "faq.csv").write_text(f"question,answer\n{text}", encoding="utf-8")


def converting(folder: Path) -> tuple[list[str], list[str]]:
    a_table(folder, ROWS)
    return ["convert", "faq.csv", "faq.jsonl"], ["faq.jsonl"]


def converting_much(folder: Path) -> tuple[list[str], list[str]]:
    a_table(folder, MANY_ROWS)
    return ["convert", "faq.csv", "faq.jsonl"], ["faq.jsonl"]


def splitting(folder: Path) -> tuple[list[str], list[str]]:
    a_table(folder, ROWS)
    run(folder, "convert", "faq.csv", "all.jsonl").check_returncode()
    command = ["split", "all.jsonl", "--group", "exact"]
    return [*command, "--train", "a.jsonl", "--validation", "b.jsonl"], ["a.jsonl", "b.jsonl"]


STEPS = [converting, converting_much, splitting]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [TOGI, "dataset", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [TOGI, "dataset", *arguments]
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def leftovers(folder: Path) -> list[Path]:
    return list(folder.glob(".togi-*"))


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, step: Step
) -> None:
    arguments, names = step(tmp_path)
    targets = [tmp_path / name for name in names]
    begun = time.monotonic()
    run(tmp_path, *arguments).check_returncode()
    takes = time.monotonic() - begun
    new = [target.read_bytes() for target in targets]
    killed = 0
    for kill in range(KILLS):
        for target in targets:
            target.write_bytes(BEFORE)
        process = start(tmp_path, *arguments)
        time.sleep(takes * (kill + 0.5) / KILLS)
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        for target, whole in zip(targets, new, strict=True):
            assert target.read_bytes() in (BEFORE, whole)

    assert killed
    run(tmp_path, *arguments).check_returncode()
    assert [target.read_bytes() for target in targets] == new


@pytest.mark.slow
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("step", STEPS)
def test_a_signal_half_way_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, step: Step, asked: signal.Signals
) -> None:
    arguments, names = step(tmp_path)
    for name in names:
        (tmp_path / name).write_bytes(BEFORE)
    process = start(tmp_path, *arguments)
    end = time.monotonic() + DEADLINE
    while not leftovers(tmp_path):
        assert time.monotonic() < end, "it never began to write"
        time.sleep(0.002)
    process.send_signal(asked)

    assert process.wait(DEADLINE) != 0
    assert {(tmp_path / name).read_bytes() for name in names} == {BEFORE}
    assert leftovers(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("blocks", [1, 1_000, 4_000, 10_000])
@pytest.mark.parametrize("step", STEPS)
def test_a_disk_that_is_full_sooner_or_later_leaves_the_old_file(
    tmp_path: Path, step: Step, blocks: int
) -> None:
    arguments, names = step(tmp_path)
    for name in names:
        (tmp_path / name).write_bytes(BEFORE)
    limited = f'ulimit -f {blocks} && exec "$@"'  # no file may grow beyond so many blocks
    done = subprocess.run(
        ["/bin/sh", "-c", limited, "sh", TOGI, "dataset", *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Traceback" not in done.stderr
    written = {(tmp_path / name).read_bytes() for name in names}
    assert (written == {BEFORE}) is (done.returncode == 1)
    assert done.returncode in {0, 1}
    assert leftovers(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_what_a_killed_run_left_is_cleared_away_by_the_next(tmp_path: Path, step: Step) -> None:
    arguments, _ = step(tmp_path)
    process = start(tmp_path, *arguments)
    end = time.monotonic() + DEADLINE
    while not leftovers(tmp_path):
        assert time.monotonic() < end, "it never began to write"
        time.sleep(0.002)
    process.kill()
    process.wait()
    assert leftovers(tmp_path)

    run(tmp_path, *arguments).check_returncode()
    assert leftovers(tmp_path) == []
