"""One owner of the data folder: real processes, one of which is killed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.storage import DataFolder, FolderInUse

OWNER = """
import pathlib, sys
from core.storage.ownership import DataFolder
DataFolder(pathlib.Path(sys.argv[1])).acquire()
print("mine", flush=True)
sys.stdin.read()
"""


@contextmanager
def an_owner(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that owns the folder until it ends."""
    with subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "mine\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_second_owner_is_refused_and_told_who_the_first_is(tmp_path: Path) -> None:
    with an_owner(tmp_path / "data") as first, pytest.raises(FolderInUse) as refusal:
        DataFolder(tmp_path / "data").acquire()

    assert str(first.pid) in str(refusal.value)
    assert str(tmp_path / "data") in str(refusal.value)


def test_an_owner_that_is_killed_leaves_the_folder_free(tmp_path: Path) -> None:
    with an_owner(tmp_path / "data") as first:
        first.send_signal(signal.SIGKILL)
        first.wait()

        folder = DataFolder(tmp_path / "data")
        folder.acquire()

    assert (tmp_path / "data" / "owner.lock").read_text() == str(os.getpid())
    folder.release()


def test_a_refused_process_takes_nothing_from_the_owner(tmp_path: Path) -> None:
    with an_owner(tmp_path / "data") as first:
        for _ in range(3):
            with pytest.raises(FolderInUse, match=str(first.pid)):
                DataFolder(tmp_path / "data").acquire()


def test_the_folder_is_nobody_elses(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)

    folder = DataFolder(tmp_path / "data")
    folder.acquire()

    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data" / "owner.lock").stat().st_mode) == 0o600
    folder.release()


def test_a_folder_that_was_given_back_can_be_taken_again(tmp_path: Path) -> None:
    first, second = DataFolder(tmp_path / "data"), DataFolder(tmp_path / "data")
    first.acquire()
    with pytest.raises(FolderInUse):
        second.acquire()

    first.release()
    second.acquire()

    second.release()
    second.release()
