"""Togi over Socket Mode, with a watch on its event loop and its memory.

    python benchmarks/watched_bot.py FILE    (the environment as for `togi bot`)

Every second a line of JSON goes to FILE: the longest callback of that second in wall time and in
CPU time of the loop's thread, what it was, how many took over 50 ms, and the process's memory.
"""

from __future__ import annotations

import asyncio
import faulthandler
import json
import os
import signal
import sys
import time
from asyncio import events
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.process import configure_logs, run_socket  # noqa: E402
from bot.settings import environment, read  # noqa: E402

PAGE = os.sysconf("SC_PAGE_SIZE")
TOO_LONG = 0.05


@dataclass(slots=True)
class Second:
    """What the loop did within one second."""

    at: float = 0.0
    wall: float = 0.0
    wall_of: str = ""
    cpu: float = 0.0
    cpu_of: str = ""
    over_wall: int = 0
    over_cpu: int = 0
    rss_mb: float = 0.0
    busy: float = 0.0  # CPU seconds of the whole process so far


class Watch:
    """Times every callback of the loop: no sampling, nothing is missed."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("w")
        self._now = Second()
        self._original = events.Handle._run  # noqa: SLF001 (the only place that sees them all)
        events.Handle._run = self._timed()  # type: ignore[method-assign]  # noqa: SLF001

    def _timed(self):  # noqa: ANN202 (a method of another class)
        original, watch = self._original, self

        def run(handle: events.Handle) -> None:
            wall, cpu = time.perf_counter(), time.thread_time()
            original(handle)
            watch.took(handle, time.perf_counter() - wall, time.thread_time() - cpu)

        return run

    def took(self, handle: events.Handle, wall: float, cpu: float) -> None:
        now = self._now
        now.over_wall += wall > TOO_LONG
        now.over_cpu += cpu > TOO_LONG
        if wall > now.wall:
            now.wall, now.wall_of = wall, _named(handle)
        if cpu > now.cpu:
            now.cpu, now.cpu_of = cpu, _named(handle)

    async def write(self) -> None:
        while True:
            await asyncio.sleep(1)
            now, self._now = self._now, Second()
            now.at, now.busy = time.monotonic(), time.process_time()
            now.rss_mb = _pages() * PAGE / 2**20
            self._file.write(json.dumps(asdict(now)) + "\n")
            self._file.flush()


def _pages() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1])


def _named(handle: events.Handle) -> str:
    callback = handle._callback  # noqa: SLF001 (a handle tells nothing by itself)
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, asyncio.Task):
        coroutine = owner.get_coro()
        return getattr(coroutine, "__qualname__", repr(coroutine))
    return getattr(callback, "__qualname__", repr(callback))


def tell_what_waits() -> None:
    """Where every task and every thread is, into the log."""
    for task in asyncio.all_tasks():
        print("task:", *_awaited(task.get_coro()), file=sys.stderr)
    faulthandler.dump_traceback()


def _awaited(coroutine: object) -> Iterator[str]:
    """What a coroutine waits for, down to what is no coroutine."""
    while frame := getattr(coroutine, "cr_frame", None):
        yield f"> {frame.f_code.co_qualname}:{frame.f_lineno}"
        coroutine = getattr(coroutine, "cr_await", None)
    yield f"> {coroutine!r:.80}"


async def main(file: Path) -> int:
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, tell_what_waits)
    watch = Watch(file)
    writing = asyncio.create_task(watch.write())
    try:
        settings = read(environment(), needs=("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"))
        configure_logs("text")
        return await run_socket(settings)
    finally:
        writing.cancel()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1]))))
