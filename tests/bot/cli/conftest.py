"""The command as people start it: the installed script, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TOGI = Path(sys.executable).with_name("togi")
Togi = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def togi(tmp_path: Path) -> Togi:
    """Runs `togi` in the test's own folder."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [TOGI, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str], Path]:
    """Writes `faq.csv` with the given rows under the usual header."""

    def write(rows: str) -> Path:
        path = tmp_path / "faq.csv"
        path.write_text("question,answer\n" + rows, encoding="utf-8")
        return path

    return write
