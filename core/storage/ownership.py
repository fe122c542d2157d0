"""One process owns the data folder: a lock held for life, in a folder that is nobody else's."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import ClassVar

from core.errors import TogiError


class FolderInUse(TogiError):
    template: ClassVar[str] = (
        "The folder {folder} is in use by a Togi that is already running (process {owner}). "
        "Stop that one first, or give this one a folder of its own with TOGI_DATA."
    )


class DataFolder:
    """`data/`: everything that must survive. On SQLite two owners would run each other's work."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    def acquire(self) -> None:
        """Take the folder for as long as this process lives.

        Raises:
            FolderInUse: naming the process that has it.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.chmod(0o700)
        lock = os.open(self.path / "owner.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.read(lock, 32).decode() or "unknown"
            os.close(lock)
            raise FolderInUse(folder=str(self.path), owner=owner) from None
        os.ftruncate(lock, 0)
        os.write(lock, str(os.getpid()).encode())
        self._lock = lock

    def release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
