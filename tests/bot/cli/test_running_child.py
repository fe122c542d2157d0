"""A process that `togi run` keeps alive: real ones, that die, hang and leave things behind."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from bot.cli.running import child as child_module
from bot.cli.running import log
from bot.cli.running.child import Child
from bot.cli.running.ports import free_port

LISTENS = "print('listening on http://there', flush=True); import time; time.sleep(600)"
DIES = "import sys; print('out of luck'); sys.exit(3)"
DEAF = "import signal; signal.signal(15, signal.SIG_IGN); " + LISTENS
LEAVES_ONE_BEHIND = (
    "import subprocess, sys; print('good-bye', flush=True); "
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(5)']); sys.exit(1)"
)
COUNTS = (
    "import sys; print('no more memory'); "
    "print(*(f'\\rTensors: {n}%|##| {n}/99 [00:01]' for n in (5, 100)), flush=True); sys.exit(1)"
)
Start = Callable[[str], Child]
Deaths = asyncio.Queue[tuple[str, float]]


@pytest.fixture
def deaths() -> Deaths:
    """The last words of who died, and the seconds until the next start."""
    return asyncio.Queue()


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[IO[bytes]]:
    with log.opened(tmp_path, "one") as file:
        yield file


@pytest.fixture
async def start(deaths: Deaths, log_file: IO[bytes]) -> AsyncIterator[Start]:
    """Starts a child that runs a script."""
    lives: list[tuple[Child, asyncio.Task[None]]] = []

    def begin(script: str) -> Child:
        one = Child(
            name="one",
            command=[sys.executable, "-c", script],
            environment={"PATH": "/usr/bin:/bin"},
            log=log_file,
            died=lambda _name, words, wait: deaths.put_nowait((words, wait)),
        )
        lives.append((one, asyncio.create_task(one.live())))
        return one

    yield begin
    for one, life in lives:
        await one.end()
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)


async def test_it_is_ready_when_it_says_so(start: Start) -> None:
    one = start(LISTENS)
    await asyncio.wait_for(one.ready.wait(), 60)
    assert one.address == "http://there"


async def test_it_comes_back_after_kill_9(start: Start, deaths: Deaths) -> None:
    one = start(LISTENS)
    await asyncio.wait_for(one.ready.wait(), 60)
    first = one._process
    assert first
    os.kill(first.pid, signal.SIGKILL)
    await asyncio.wait_for(deaths.get(), 60)
    async with asyncio.timeout(60):
        while one._process is first:  # noqa: ASYNC110 (it has no event for that)
            await asyncio.sleep(0.05)
    assert one._process
    assert one._process.returncode is None


async def test_who_dies_again_and_again_is_started_ever_more_rarely(
    start: Start, deaths: Deaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_module, "FIRST_WAIT_SECONDS", 0.01)
    monkeypatch.setattr(child_module, "LONGEST_WAIT_SECONDS", 0.03)
    start(DIES)
    died = [await asyncio.wait_for(deaths.get(), 60) for _ in range(4)]
    assert [words for words, _ in died] == ["out of luck"] * 4
    assert [wait for _, wait in died] == [0.01, 0.02, 0.03, 0.03]


async def test_who_is_deaf_to_signals_is_ended_all_the_same(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_module, "PATIENCE_SECONDS", 0.2)
    one = start(DEAF)
    await asyncio.wait_for(one.ready.wait(), 60)
    await asyncio.wait_for(one.end(), 60)
    assert one._process
    assert one._process.returncode == -signal.SIGKILL


async def test_what_it_left_behind_does_not_hide_its_death(start: Start, deaths: Deaths) -> None:
    start(LEAVES_ONE_BEHIND)
    words, _ = await asyncio.wait_for(deaths.get(), 60)
    assert words == "good-bye"


async def test_a_progress_bar_is_no_reason(start: Start, deaths: Deaths) -> None:
    start(COUNTS)
    words, _ = await asyncio.wait_for(deaths.get(), 60)
    assert words == "no more memory"


def test_logs_are_private_and_move_on_at_every_start(tmp_path: Path) -> None:
    for number in range(5):
        with log.opened(tmp_path, "bot") as file:
            file.write(f"{number}".encode())
    kept = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert kept == {"bot.log": "4", "bot.log.1": "3", "bot.log.2": "2", "bot.log.3": "1"}
    assert (tmp_path / "bot.log").stat().st_mode & 0o777 == 0o600


def test_a_port_that_is_taken_is_passed_over() -> None:
    first = free_port(20_000)
    with socket.create_server(("127.0.0.1", first)):
        assert free_port(first) > first
