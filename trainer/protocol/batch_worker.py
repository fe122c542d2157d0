"""Sees every batch to its end: answers its lines through the chat's own way, each once.

What came of a line is kept at once; a server that was killed goes on with the lines that are left.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus

from pydantic import ValidationError
from sqlmodel import Session, col, delete, select

from trainer import durable, ids
from trainer.bases import Base
from trainer.engine import Engine
from trainer.places import Places
from trainer.protocol import batch_lines, chat
from trainer.protocol.batch_lines import Line
from trainer.protocol.batches import the_batch
from trainer.protocol.errors import ApiError, from_faults
from trainer.store import BATCH_OVER, Batch, BatchLine, File, Store

log = logging.getLogger(__name__)
LOOK_SECONDS = 0.2
AT_ONCE = 4  # people who ask meanwhile find room beside them
MOST_TRIES = 3  # where it is the server that failed
Numbered = tuple[int, Line]
Take = Callable[[], Awaitable[Numbered | None]]
ENDS = {"finalizing": "completed", "cancelling": "cancelled"}


@dataclass
class BatchWorker:
    store: Store
    places: Places
    bases: tuple[Base, ...]
    engine: Engine
    stumbled: set[str] = field(default_factory=set)  # tried again once the others had their turn

    async def run(self) -> None:
        while True:
            batch = None
            try:
                batch = await asyncio.to_thread(self._next)
                if batch is not None:
                    await self._further(batch)
                    continue
                self.stumbled.clear()
            except Exception:
                # One bad batch must not end all work, nor hold up what comes after it.
                log.exception("a batch stumbled")
                if batch is not None:
                    self.stumbled.add(batch.id)
            await asyncio.sleep(LOOK_SECONDS)

    def _next(self) -> Batch | None:
        """The oldest one that isn't over."""
        with self.store.begin() as session:
            waiting = select(Batch).where(
                col(Batch.status).not_in(BATCH_OVER), col(Batch.id).not_in(self.stumbled)
            )
            return session.exec(waiting.order_by(col(Batch.number)).limit(1)).first()

    async def _further(self, batch: Batch) -> None:
        """From one state to the next; somebody may have cancelled it in between."""
        match batch.status:
            case "validating":
                await asyncio.to_thread(self._validate, batch)
            case "in_progress":
                await self._answer(batch)
            case _:
                await asyncio.to_thread(self._finish, batch)

    def _validate(self, batch: Batch) -> None:
        checked = batch_lines.check(self.places.file(batch.input_file))
        with self.store.begin() as session:
            now = the_batch(session, batch.id)
            if now.status != "validating":
                return
            now.total, now.model, now.faults = checked.total, checked.model, checked.faults
            now.enter("failed" if checked.faults else "in_progress")
            session.add(now)

    async def _answer(self, batch: Batch) -> None:
        """Answer what is left, until all is answered, or the batch is cancelled or expires."""
        done = await asyncio.to_thread(self._done, batch)
        left = _taken_in_turn(batch_lines.read(self.places.file(batch.input_file), done))
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._take_lines(batch, left))
        await asyncio.to_thread(self._finalize, batch)

    async def _take_lines(self, batch: Batch, take: Take) -> None:
        while taken := await take():
            number, line = taken
            if not await asyncio.to_thread(self._goes_on, batch):
                return
            try:
                result, is_answered = batch_lines.answered(line, await self._said(line)), True
            except ApiError as error:
                result, is_answered = batch_lines.refused(line, error), False
            except Exception:
                # Tried anew, it would fail anew, and every later batch would wait for it.
                log.exception("a line of a batch stumbled")
                broken = ApiError(500, "The server failed on this line.", kind="server_error")
                result, is_answered = batch_lines.refused(line, broken), False
            row = BatchLine(batch=batch.id, line=number, is_answered=is_answered, result=result)
            await asyncio.to_thread(self._keep, row)

    async def _said(self, line: Line) -> chat.Chunk:
        try:
            body = chat.Create.model_validate(line.body)
        except ValidationError as error:
            raise from_faults(error.errors(include_url=False)) from None
        if body.stream:
            raise ApiError(400, "A batch answers whole, not as a stream.", param="stream")
        for remaining in reversed(range(MOST_TRIES)):
            number = self.engine.next_number()
            ask = await asyncio.to_thread(
                chat.asked, self.store, self.places, self.bases, number, body
            )
            try:
                return await chat.collect(chat.Completion(body.model), self.engine.answer(ask))
            except ApiError as error:
                if error.status < HTTPStatus.INTERNAL_SERVER_ERROR or not remaining:
                    raise
        raise AssertionError("the last try returns or raises")

    def _goes_on(self, batch: Batch) -> bool:
        with self.store.begin() as session:
            return the_batch(session, batch.id).status == "in_progress" and not _is_late(batch)

    def _keep(self, row: BatchLine) -> None:
        with self.store.begin() as session:
            session.add(row)

    def _done(self, batch: Batch) -> set[int]:
        with self.store.begin() as session:
            return set(session.exec(select(BatchLine.line).where(BatchLine.batch == batch.id)))

    def _finalize(self, batch: Batch) -> None:
        with self.store.begin() as session:
            now = the_batch(session, batch.id)
            if now.status == "in_progress":
                now.enter("finalizing")
                session.add(now)

    def _finish(self, batch: Batch) -> None:
        """Write both files; a server that was killed in the middle writes them anew."""
        with self.store.begin() as session:
            kept = session.exec(
                select(BatchLine).where(BatchLine.batch == batch.id).order_by(col(BatchLine.line))
            ).all()
            results = {row.line: row for row in kept}
        end = ENDS[batch.status]
        if end == "completed" and len(results) < batch.total:
            end = "expired"
        said = [row.result for row in kept if row.is_answered]
        failed = [row.result for row in kept if not row.is_answered]
        counts = len(said), len(failed)
        if batch.total:
            failed += [
                batch_lines.never_asked(line, end)
                for _, line in batch_lines.read(self.places.file(batch.input_file), results)
            ]
        output, errors = (self._write(rows) for rows in (said, failed))
        with self.store.begin() as session:
            now = the_batch(session, batch.id)
            now.output_file = _keep_file(session, output, batch, "output")
            now.error_file = _keep_file(session, errors, batch, "error")
            now.completed, now.failed = counts
            now.enter(end)
            session.add(now)
            session.exec(delete(BatchLine).where(col(BatchLine.batch) == batch.id))

    def _write(self, rows: list[str]) -> tuple[str, int] | None:
        if not rows:
            return None
        file_id = ids.new("file-")
        path = self.places.file(file_id)
        durable.write(path, "".join(f"{row}\n" for row in rows))
        return file_id, path.stat().st_size


def _taken_in_turn(lines: Iterator[Numbered]) -> Take:
    """Reads the next line beside the event loop, for one at a time."""
    turn = asyncio.Lock()

    async def take() -> Numbered | None:
        async with turn:
            return await asyncio.to_thread(next, lines, None)

    return take


def _is_late(batch: Batch) -> bool:
    return time.time() >= batch.expires_at


def _keep_file(
    session: Session, written: tuple[str, int] | None, batch: Batch, kind: str
) -> str | None:
    if written is None:
        return None
    file_id, size = written
    name = f"{batch.id}_{kind}.jsonl"
    session.add(File(id=file_id, bytes=size, filename=name, purpose="batch_output"))
    return file_id
