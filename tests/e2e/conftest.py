"""A Togi for tests that leave it as they found it, and one for tests that break it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.workspace import ROOT, Process, Workspace, training, workspace

BUILDER = ROOT / "tests" / "trainer" / "tiny_base.py"


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bases") / "tiny"
    subprocess.run([sys.executable, str(BUILDER), str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def trainer(tiny_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    """One for all: it takes long to load, and a test that kills it starts it again."""
    with training(tmp_path_factory.mktemp("trainer"), tiny_base) as process:
        yield process


@pytest.fixture(scope="session")
def togi(trainer: Process, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with workspace(tmp_path_factory.mktemp("togi"), trainer) as whole:
        yield whole


@pytest.fixture
def fragile(trainer: Process, tmp_path: Path) -> Iterator[Workspace]:
    with workspace(tmp_path, trainer) as whole:
        yield whole


@pytest.fixture
def speaker(tmp_path: Path) -> Iterator[Process]:
    """A provider that speaks as slowly as it is asked to."""
    program = ROOT / "tests" / "fakes" / "speaker.py"
    process = Process([str(program)], "listening on", tmp_path / "speaker.log")
    process.url = process.start().split()[-1]
    yield process
    process.kill()


@pytest.fixture
def chatty(speaker: Process, tmp_path: Path) -> Iterator[Workspace]:
    """A Togi whose model speaks slowly."""
    with workspace(tmp_path, speaker, TOGI_BASE_MODEL="slow", TOGI_MAX_TOKENS="9000") as whole:
        yield whole


@pytest.fixture(autouse=True)
def good_weather(request: pytest.FixtureRequest) -> Iterator[None]:
    """Faults that a test did not use up must not meet the next one."""
    yield
    if "togi" in request.fixturenames:
        shared: Workspace = request.getfixturevalue("togi")
        shared.http.delete(f"{shared.slack}/control/faults")
