"""Has part of a command's work done by a process beside this one; never a service's.

The other process writes to a file without a name and at last says something. It ends when this
one ends, however that happens.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO

Work = Callable[[IO[bytes], "Callable[[], None]"], bytes]


class GivenUp(Exception):
    """The other process does not go on; this one does the work itself."""


class Beside:
    """The other process, as this one sees it."""

    def __init__(self, file: IO[bytes], pipe: Connection) -> None:
        self.file = file
        self._pipe = pipe

    def said(self) -> bytes | None:
        """What it said when it was done, and the file is whole then; None where it gave up."""
        with suppress(EOFError):
            said = self._pipe.recv_bytes()
            self.file.seek(0)
            return said
        return None


def cores() -> int:
    """How many this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def alone() -> bool:
    """Whether this process may be copied: one with threads can't be, safely."""
    return threading.active_count() == 1


@contextmanager
def beside(work: Work, folder: Path) -> Iterator[Beside]:
    """Start the work; its file lies on the disk of `folder`.

    `work` gets the file and a function to call now and then, which ends it when nobody waits.
    """
    context = multiprocessing.get_context("fork")
    mine, others = context.Pipe(duplex=False)
    with tempfile.TemporaryFile(dir=folder) as file:
        task = (work, file, mine, others, os.getpid())
        process = context.Process(target=_do, args=task, daemon=True)
        with _undisturbed():
            process.start()
        others.close()
        try:
            yield Beside(file, mine)
        finally:
            process.kill()
            process.join()
            mine.close()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """While a process is copied, an exception would be swallowed: interrupts wait until it is."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _do(work: Work, file: IO[bytes], parents: Connection, pipe: Connection, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
    parents.close()  # or nobody would notice that the parent is gone

    def still_wanted() -> None:
        if os.getppid() != parent:
            raise GivenUp

    with suppress(GivenUp, OSError):
        said = work(file, still_wanted)
        file.flush()
        pipe.send_bytes(said)
