"""A fresh database per test, and files to bring in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from core.datasets.tables import Dataset
from core.storage import Database

WriteFile = Callable[..., Path]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'togi.db'}")
    tables = [
        SQLModel.metadata.tables[name] for name in ("datasets", "dataset_versions", "examples")
    ]
    assert Dataset.__tablename__ == tables[0].name
    async with database.engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all, tables=tables)
    yield database
    await database.close()


@pytest.fixture
def table(tmp_path: Path) -> WriteFile:
    """Writes a CSV of `rows` different questions; `extra` are further lines of text."""

    def write(rows: int = 20, *, extra: str = "", name: str = "faq.csv") -> Path:
        lines = [f"Question {number}?,Answer {number}.\n" for number in range(1, rows + 1)]
        path = tmp_path / name
        path.write_text("question,answer\n" + "".join(lines) + extra, encoding="utf-8")
        return path

    return write
