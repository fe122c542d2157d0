"""What Togi does not wait for before it listens."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = (
    "alembic",
    "matplotlib",
    "numpy",
    "openai",
    "pandas",
    "pyarrow",
    "pypdf",
    "python_calamine",
    "rapidfuzz",
    "scipy",
    "uvicorn",
    "xlsxwriter",
)
UNTIL_READY = """
import asyncio, json, sys
from pathlib import Path
import bot.cli, bot.process
from bot.app import running
from bot.settings import read

async def start():
    settings = read(
        {
            "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
            "SLACK_API_URL": "http://127.0.0.1:9/api/",
            "SLACK_BOT_TOKEN": "xoxb-1",
            "TOGI_DATA": sys.argv[1],
        },
        needs=(),
    )
    async with running(settings):
        return sorted(name.partition(".")[0] for name in sys.modules)

print(json.dumps(asyncio.run(start())))
"""


@pytest.mark.slow
def test_nothing_heavy_is_loaded_before_togi_listens(tmp_path: Path) -> None:
    """The first start makes the database, and needs Alembic for that; the second doesn't."""
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", UNTIL_READY, str(tmp_path)],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))

    assert loaded.isdisjoint(HEAVY)


def test_the_newest_migration_is_the_one_that_alembic_ends_with() -> None:
    """It is told from the names of files, so that Alembic isn't loaded to find it."""
    from alembic.script import ScriptDirectory

    from core.storage.migrating import MIGRATIONS, newest

    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [newest()]
