"""A file that comes in is stored whole or not at all, whenever its process is killed."""

from __future__ import annotations

import asyncio
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from core.datasets import Example, Version
from core.datasets.tables import Finding
from core.storage import Database
from tests.core.datasets.brought import brought

ROOT = Path(__file__).parents[4]
ROWS, KILLS = 4_000, 8
BRING = """
import asyncio, sys
from pathlib import Path
from core.storage import Database
from tests.core.datasets.brought import brought

async def main(url, path, cause):
    database = Database(url)
    await brought(database, Path(path), cause=cause)
    await database.close()

asyncio.run(main(*sys.argv[1:]))
"""


def table(folder: Path, number: int, rows: int) -> Path:
    """Rows that no other table has, each with something to find."""
    path = folder / f"faq-{number}.csv"
    words = [f"item {chr(97 + row % 26)}{row}x{number}" for row in range(rows)]
    text = "".join(
        f"Where is the {word}?,Ask 090-1234-{row:04}.\n" for row, word in enumerate(words)
    )
    path.write_text(f"question,answer\n{text}", encoding="utf-8")
    return path


async def stored(database: Database) -> dict[int, int]:
    """How many examples each version has; what belongs to none fails."""
    async with database.reading() as session:
        counted = select(Version.number, func.count(col(Example.position))).join(Example)
        found = dict((await session.exec(counted.group_by(col(Version.number)))).all())
        known = select(Version.id)
        for table_ in (Example, Finding):
            lost = select(func.count()).select_from(table_)
            lost = lost.where(col(table_.version_id).not_in(known))
            assert (await session.exec(lost)).one() == 0
    return found


@pytest.mark.slow
async def test_a_kill_at_any_moment_leaves_whole_versions(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    await brought(database, table(tmp_path, 0, 25), cause="cmd:0")
    takes = 0.0
    for kill in range(KILLS + 1):
        path = table(tmp_path, kill + 1, ROWS)
        command = [sys.executable, "-c", BRING, database_url, path, f"cmd:{kill + 1}"]
        begun = time.monotonic()
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
        if kill:
            await asyncio.sleep(takes * (kill - 0.5) / KILLS)
            with suppress(ProcessLookupError):  # it was quicker this time
                process.kill()
            await process.wait()
        else:
            assert await process.wait() == 0
            takes = time.monotonic() - begun

        versions = await stored(database)
        assert versions.pop(1) == 25
        assert set(versions.values()) == {ROWS}
        assert sorted(versions) == list(range(2, len(versions) + 2))

    last = await brought(database, path, cause=f"cmd:{KILLS + 1}")
    assert (await stored(database))[last.number] == ROWS


@pytest.mark.slow
async def test_a_full_disk_leaves_whole_versions(migrated_sqlite: Path, tmp_path: Path) -> None:
    path = tmp_path / "togi.db"
    shutil.copyfile(migrated_sqlite, path)
    url = f"sqlite:///{path}"
    database = Database(url)
    await brought(database, table(tmp_path, 0, 25), cause="cmd:0")
    large = table(tmp_path, 1, ROWS)
    for blocks in (500, 1_000, 2_000):
        limited = f'ulimit -f {blocks} && exec "$@"'  # no file may grow beyond so many blocks
        command = ["-c", limited, "sh", sys.executable, "-c", BRING, url, large, "cmd:1"]
        process = await asyncio.create_subprocess_exec(
            "/bin/sh", *command, cwd=ROOT, stderr=asyncio.subprocess.DEVNULL
        )
        assert await process.wait() == 1
        assert await stored(database) == {1: 25}
    await database.close()
