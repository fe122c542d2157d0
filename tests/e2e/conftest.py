"""A Togi for tests that leave it as they found it, and one for tests that break it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.workspace import ROOT, Workspace, workspace

BUILDER = ROOT / "tests" / "trainer" / "tiny_base.py"


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bases") / "tiny"
    subprocess.run([sys.executable, str(BUILDER), str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def togi(tiny_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with workspace(tmp_path_factory.mktemp("togi"), tiny_base) as whole:
        yield whole


@pytest.fixture
def fragile(tiny_base: Path, tmp_path: Path) -> Iterator[Workspace]:
    with workspace(tmp_path, tiny_base) as whole:
        yield whole
