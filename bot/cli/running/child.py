"""A process that is started again when it dies, and that ends with us."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

READY = re.compile(rb"listening (?:on|to) (\S+)")
BAR = re.compile(r"\d%\|")  # of a progress, drawn anew again and again
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 1.0, 60.0
SETTLED_SECONDS = 60.0  # who has lived so long, and dies, is started again at once
PATIENCE_SECONDS = 25.0  # a training saves its state before it goes
CHUNK = 64 * 1024
TAIL = 4 * 1024
GOODBYE_SECONDS = 1.0


@dataclass(kw_only=True)
class Child:
    """One process and its successors."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(repr=False)
    log: IO[bytes]
    died: Callable[[str, str, float], None]  # its name, its last words, seconds until the next
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    address: str = ""
    _process: asyncio.subprocess.Process | None = None
    _ending: bool = False
    _tail: bytes = b""
    _pipes: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    async def live(self) -> None:
        """Start the process, again and again, until it is told to end."""
        wait = FIRST_WAIT_SECONDS
        while not self._ending:
            began = time.monotonic()
            last_words = await self._once()
            if self._ending:
                return
            if time.monotonic() - began > SETTLED_SECONDS:
                wait = FIRST_WAIT_SECONDS
            self.died(self.name, last_words, wait)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT_SECONDS)

    async def _once(self) -> str:
        """One life; returns the last line that the process said."""
        process = await asyncio.create_subprocess_exec(
            *self.command,
            env=dict(self.environment),
            stdin=asyncio.subprocess.PIPE,  # never written to: it closes when we are gone
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches us alone; we end the others in order
        )
        self._process = process
        # Who outlives it holds its pipes open: nothing public closes our ends of them.
        self._pipes.callback(process._transport.close)  # type: ignore[attr-defined]  # noqa: SLF001
        listening = asyncio.create_task(self._listen(process))
        await process.wait()
        # What it started may hold its output open and outlive it: a training does.
        await asyncio.wait({listening}, timeout=GOODBYE_SECONDS)
        listening.cancel()
        return self._last_words()

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        """Keep what the process says, and notice when it is ready."""
        self._tail = b""
        while process.stdout and (said := await process.stdout.read(CHUNK)):
            await asyncio.to_thread(self.log.write, said)
            self._tail = (self._tail + said)[-TAIL:]
            if not self.ready.is_set() and (found := READY.search(self._tail)):
                self.address = found[1].decode()
                self.ready.set()

    def _last_words(self) -> str:
        lines = self._tail.decode(errors="replace").splitlines()
        said = (line.strip() for line in reversed(lines) if not BAR.search(line))
        return next(filter(None, said), "")

    def may_end(self) -> None:
        """From now on its death is no news, and it isn't started again."""
        self._ending = True

    async def end(self) -> None:
        """Ask it to end; who doesn't within its time is ended."""
        self.may_end()
        if self._process and self._process.returncode is None:
            await _ended(self._process)
        self._pipes.close()


async def _ended(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), PATIENCE_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
