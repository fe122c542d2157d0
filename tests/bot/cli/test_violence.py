"""What becomes of files when a conversion is killed, the disk is full, the input hostile."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Togi = Callable[..., "subprocess.CompletedProcess[str]"]
TOGI = Path(sys.executable).with_name("togi")
DEADLINE = 60.0


def big_table(folder: Path, rows: int) -> Path:
    path = folder / f"{rows}.csv"
    row = '"How do I ""reset"" it, please?","Press the button\nfor ten seconds, 十秒です。"\n'
    path.write_text("question,answer\n" + row * rows, encoding="utf-8")
    return path


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.005)


@pytest.mark.slow
def test_a_killed_conversion_leaves_the_old_file(togi: Togi, tmp_path: Path) -> None:
    source, target = big_table(tmp_path, 400_000), tmp_path / "faq.jsonl"
    target.write_text("before")
    process = subprocess.Popen([TOGI, "dataset", "convert", source, target])
    until(lambda: any(path.stat().st_size for path in tmp_path.glob(".togi-*")))
    process.kill()
    process.wait()

    assert process.returncode == -9
    assert target.read_text() == "before"
    assert togi("dataset", "convert", str(source), str(target)).returncode == 0
    assert len(target.read_bytes().splitlines()) == 400_000


@pytest.mark.slow
@pytest.mark.parametrize("command", ["convert", "split"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, command: str) -> None:
    source, target = big_table(tmp_path, 5_000), tmp_path / "new.jsonl"
    if command == "split":
        chats = tmp_path / "chats.jsonl"
        subprocess.run([TOGI, "dataset", "convert", source, chats], check=True)
        arguments = [chats, "--train", target, "--validation", tmp_path / "validation.jsonl"]
    else:
        arguments = [source, target]
    target.write_text("before")
    line = 'ulimit -f 100 && exec "$@"'  # no file may grow beyond a hundred blocks
    done = subprocess.run(
        ["/bin/sh", "-c", line, "sh", TOGI, "dataset", command, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert str(target) in done.stderr
    assert "Traceback" not in done.stderr
    assert target.read_text() == "before"
    assert not list(tmp_path.glob(".togi-*"))
    assert not (tmp_path / "validation.jsonl").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        b"question,answer\n" + b"x" * 50_000_000,
        b"x" * 50_000_000,
        b'question,answer\n"' + b"x\n" * 25_000_000,
        b"question,answer\n" + bytes(50_000_000),
        b'{"messages":' + b"[" * 50_000_000,
    ],
    ids=["one cell", "one line", "one quotation", "zeros", "brackets"],
)
def test_fifty_hostile_megabytes_are_a_sentence(togi: Togi, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "hostile.csv").write_bytes(content)
    done = togi("dataset", "convert", "hostile.csv", "faq.jsonl")

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) <= 2
    assert "Something went wrong" not in done.stderr
    assert not (tmp_path / "faq.jsonl").exists()


def peak_of_converting(source: Path) -> int:
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from core.datasets.converting import convert\n"
        "convert(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, source, source.with_suffix(".jsonl")],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    small, large = (peak_of_converting(big_table(tmp_path, rows)) for rows in (10_000, 200_000))

    assert large < 1.2 * small
