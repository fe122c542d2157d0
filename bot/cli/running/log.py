"""What a process says, kept in `data/logs`: one file a process, the last few starts behind it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

KEPT = 3


def opened(folder: Path, name: str) -> IO[bytes]:
    """A new log that its owner alone can read; older ones move on by one."""
    path = folder / f"{name}.log"
    for number in reversed(range(KEPT)):
        older = path.with_suffix(f".log.{number}") if number else path
        if older.exists():
            older.replace(path.with_suffix(f".log.{number + 1}"))
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return os.fdopen(handle, "wb", buffering=0)
