"""A folder of a step's own: gone when the step is done, and emptied of what a crash left in it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import blake2b
from pathlib import Path


@asynccontextmanager
async def workplace(data: Path, purpose: str) -> AsyncIterator[Path]:
    """A folder under `data`; the same purpose is the same folder.

    After a crash the engine repeats the step, and the repetition clears away what the first try
    left: no file of a person outlives the work on it.
    """
    folder = data / "work" / blake2b(purpose.encode(), digest_size=16).hexdigest()
    await asyncio.to_thread(_make_anew, folder)
    try:
        yield folder
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def _make_anew(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
