"""The inference process, seen from the server: one question in, a stream of words out."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from trainer import child
from trainer.ask import REPLY, Ask, Failure, Finish, Hush, Piece

log = logging.getLogger(__name__)
LONGEST_LINE = 4 * 1024 * 1024


@dataclass
class Engine:
    """Starts the process at the first question, and again whenever it died."""

    threads: int
    _process: Process | None = None
    _listeners: dict[int, asyncio.Queue[Piece | Finish | Failure]] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)
    _reader: asyncio.Task[None] | None = None
    _starting: asyncio.Lock = field(default_factory=asyncio.Lock)

    def next_number(self) -> int:
        return next(self._numbers)

    async def answer(self, ask: Ask) -> AsyncGenerator[Piece | Finish | Failure]:
        """The words of the answer; leaving the loop early frees its place in the batch."""
        replies: asyncio.Queue[Piece | Finish | Failure] = asyncio.Queue()
        self._listeners[ask.id] = replies
        over = False
        try:
            await self._send(ask)
            while not over:
                reply = await replies.get()
                over = not isinstance(reply, Piece)
                yield reply
        finally:
            del self._listeners[ask.id]
            if not over:
                self._write(Hush(id=ask.id))

    async def close(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)  # it keeps nothing that could be lost
            await self._process.wait()
        if self._reader is not None:
            await self._reader

    async def _send(self, ask: Ask) -> None:
        async with self._starting:
            if self._process is None:
                await self._start()
        self._write(ask)

    def _write(self, question: Ask | Hush) -> None:
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(ConnectionError):
                self._process.stdin.write(question.model_dump_json().encode() + b"\n")

    async def _start(self) -> None:
        if self._reader is not None:
            await self._reader
        self._process = await asyncio.create_subprocess_exec(
            *child.command("trainer.inference", str(self.threads)),
            env=child.environment(self.threads),
            stdin=PIPE,
            stdout=PIPE,
            limit=LONGEST_LINE,
            start_new_session=True,
        )
        log.info("inference process %d started", self._process.pid)
        self._reader = asyncio.create_task(self._read(self._process))

    async def _read(self, process: Process) -> None:
        if process.stdout is None:
            return
        async for line in process.stdout:
            reply = REPLY.validate_json(line)
            if reply.id in self._listeners:
                self._listeners[reply.id].put_nowait(reply)
        self._process = None
        message = "The inference process died while answering; please ask again."
        for number, replies in self._listeners.items():
            replies.put_nowait(
                Failure(id=number, status=503, code="inference_died", message=message)
            )
        log.warning("inference process %d ended: %s", process.pid, await process.wait())
