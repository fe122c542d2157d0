"""Files to bring in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("togi", deadline=None)  # how long a test takes proves nothing
settings.load_profile("togi")

WriteFile = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path) -> WriteFile:
    """Writes a CSV of `rows` different questions; `extra` are further lines of text."""

    def write(rows: int = 20, *, extra: str = "", name: str = "faq.csv") -> Path:
        lines = [f"Question {number}?,Answer {number}.\n" for number in range(1, rows + 1)]
        path = tmp_path / name
        path.write_text("question,answer\n" + "".join(lines) + extra, encoding="utf-8")
        return path

    return write
