"""Keeps the records in SQLite: one writer thread, so that the loop never waits for a disk."""

from __future__ import annotations

import asyncio
import json
import queue
import sqlite3
import threading
from dataclasses import asdict
from pathlib import Path

from sandbox.json_types import JsonObject
from sandbox.records import Record

_SCHEMA = """
create table if not exists records (
  kind text not null, key text not null, body text not null, primary key (kind, key)
) without rowid
"""
_SAVE = "insert or replace into records (kind, key, body) values (?, ?, ?)"
_FORGET = "delete from records where kind = ? and key = ?"

_Write = tuple[str, tuple[str, ...]]


class _Mark:
    """Says when everything queued before it is on disk."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.reached: asyncio.Future[None] = self._loop.create_future()

    def reach(self) -> None:
        self._loop.call_soon_threadsafe(self._settle)

    def _settle(self) -> None:
        if not self.reached.done():
            self.reached.set_result(None)


class Store:
    """A journal of records by kind and key."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with sqlite3.connect(path) as database:
            database.execute("pragma journal_mode=wal")
            database.execute(_SCHEMA)
        database.close()
        self._queue: queue.SimpleQueue[_Write | _Mark | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="sandbox-store", daemon=True)
        self._writer.start()

    def load(self) -> list[tuple[str, JsonObject]]:
        """Everything kept, messages in the order they were said."""
        database = sqlite3.connect(self._path)
        try:
            rows = database.execute("select kind, body from records order by kind, key").fetchall()
        finally:
            database.close()
        return [(kind, json.loads(body)) for kind, body in rows]

    def save(self, record: Record) -> None:
        body = json.dumps(asdict(record), ensure_ascii=False)
        self._queue.put((_SAVE, (record.kind, record.key, body)))

    def forget(self, record: Record) -> None:
        self._queue.put((_FORGET, (record.kind, record.key)))

    async def settled(self) -> None:
        """Return when all that was saved so far is on disk."""
        mark = _Mark()
        self._queue.put(mark)
        await mark.reached

    def close(self) -> None:
        self._queue.put(None)
        self._writer.join()

    def _write(self) -> None:
        database = sqlite3.connect(self._path)
        database.execute("pragma synchronous=normal")
        try:
            while self._write_batch(database, self._queue.get()):
                pass
        finally:
            database.close()

    def _write_batch(self, database: sqlite3.Connection, first: _Write | _Mark | None) -> bool:
        """Write what is queued in one transaction; False when there is no more to come."""
        batch: list[_Write | _Mark | None] = [first]
        while not self._queue.empty():
            batch.append(self._queue.get())
        with database:
            for item in batch:
                if isinstance(item, tuple):
                    database.execute(*item)
        for item in batch:
            if isinstance(item, _Mark):
                item.reach()
        return None not in batch
