"""Two processes give what one gives; whatever is done to them, no half of a file is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SCRIPT = """
import sys
from pathlib import Path
from core.datasets.converting import convert
from core.datasets.reading import other_half
from core.errors import TogiError

other_half.WORTHWHILE = 1
processes, *sources = sys.argv[1:]
for source in map(Path, sources):
    target = source.with_suffix(f".{processes}.jsonl")
    try:
        print(convert(source, target, processes=int(processes), skip_bad=True))
    except TogiError as refusal:
        print(type(refusal), refusal)
"""
DEADLINE = 60
TARGET = "faq.2.jsonl"
MARK, LINES = '"', "a,b\n"

Fill = Callable[[int], str]

TABLES: dict[str, Fill] = {
    "plain rows": lambda row: f"Question {row},Answer {row}\n",
    "rows of several lines": lambda row: f'{row},"a,\n""b""\n"\n',
    "rows with faults": lambda row: f"Question {row},{'' if row % 50 == 0 else 'x'}\n",
    "marks in cells": lambda row: f"Question {row},5{MARK * (row % 99 == 0)}\n",
    "an open quotation in the first half": lambda row: f"{row},{MARK * (row == 300)}a\n",
    "an open quotation in the second half": lambda row: f"{row},{MARK * (row == 1700)}a\n",
    "a row over the middle": lambda row: f'{row},"{LINES * (9000 * (row == 900) + 1)}"\n',
}


def converted(processes: int, sources: list[Path]) -> tuple[list[str], list[bytes | None]]:
    """What was said of each file, and what became of it."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(processes), *sources],
        capture_output=True,
        text=True,
        check=True,
        timeout=DEADLINE,
    )
    assert not done.stderr
    targets = [source.with_suffix(f".{processes}.jsonl") for source in sources]
    contents = [target.read_bytes() if target.exists() else None for target in targets]
    return done.stdout.splitlines(), contents


def test_two_processes_give_what_one_gives(tmp_path: Path) -> None:
    sources = []
    for name, fill in TABLES.items():
        sources.append(tmp_path / f"{name}.csv")
        sources[-1].write_text("question,answer\n" + "".join(map(fill, range(1, 2001))))
    for rows in range(12):
        sources.append(tmp_path / f"{rows} rows.csv")
        sources[-1].write_text("question,answer\n" + '"a\n""b""",c\n' * rows)
    one, two = converted(1, sources), converted(2, sources)

    assert len(one[0]) == len(sources)
    assert two == one


def children(of: int) -> set[int]:
    try:
        return {int(child) for child in Path(f"/proc/{of}/task/{of}/children").read_text().split()}
    except FileNotFoundError:
        return set()


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


def until(reached: Callable[[], object]) -> None:
    deadline = time.monotonic() + DEADLINE
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.fixture
def converting(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A conversion of two processes in the middle of its work, and the number of the other one."""
    source = tmp_path / "faq.csv"
    source.write_text("question,answer\n" + "What is it?,A thing of ours\n" * 2_000_000)
    (tmp_path / TARGET).write_text("before")
    command = [sys.executable, "-c", SCRIPT, "2", source]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        until(lambda: children(process.pid))
        until(lambda: any(part.stat().st_size for part in tmp_path.glob(".togi-*")))
        yield process, next(iter(children(process.pid)))
        process.kill()


@pytest.mark.slow
def test_a_killed_conversion_leaves_the_old_file_and_no_process(
    tmp_path: Path, converting: tuple[subprocess.Popen[str], int]
) -> None:
    process, other = converting
    process.kill()
    process.wait()
    until(lambda: not alive(other))

    assert (tmp_path / TARGET).read_text() == "before"


@pytest.mark.slow
def test_without_the_other_process_the_work_is_still_done(
    tmp_path: Path, converting: tuple[subprocess.Popen[str], int]
) -> None:
    process, other = converting
    os.kill(other, signal.SIGKILL)
    output, _ = process.communicate(timeout=DEADLINE)

    assert "rows=2000000, written=2000000" in output
    with (tmp_path / TARGET).open() as lines:
        assert sum(1 for _ in lines) == 2_000_000


@pytest.mark.slow
def test_an_interrupted_conversion_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, converting: tuple[subprocess.Popen[str], int]
) -> None:
    process, other = converting
    process.send_signal(signal.SIGINT)
    process.wait()
    until(lambda: not alive(other))

    assert (tmp_path / TARGET).read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == [TARGET, "faq.csv"]
