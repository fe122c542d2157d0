"""The processes that live by themselves: what they need, and what they say when it is missing."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.storage import DataFolder

TOGI = Path(sys.executable).with_name("togi")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def togi(tmp_path: Path) -> Run:
    """Runs `togi` in an empty folder, with further variables."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [TOGI, *arguments],
            cwd=tmp_path,
            env={**os.environ, **variables},  # noqa: TID251 (scrubbed by the test's rails)
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("command", "missing"),
    [
        ("bot", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        ("web", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]),
    ],
)
def test_everything_that_is_missing_is_named_at_once(
    togi: Run, command: str, missing: list[str]
) -> None:
    done = togi(command)
    assert done.returncode == 1
    assert all(name in done.stderr for name in missing)
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_migrate_makes_both_databases_and_may_be_repeated(togi: Run, tmp_path: Path) -> None:
    for _ in range(2):
        done = togi("migrate")
        assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert {"togi.db", "engine.db"} <= {path.name for path in (tmp_path / "data").iterdir()}


@pytest.mark.slow
def test_migrate_leaves_the_data_of_a_running_togi_alone(togi: Run, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.acquire()
    done = togi("migrate")
    folder.release()
    assert done.returncode == 1
    assert str(os.getpid()) in done.stderr


@pytest.mark.slow
def test_a_second_run_names_the_owner_and_starts_nothing(togi: Run, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data" / "logs")
    folder.acquire()
    done = togi("run", "--no-browser")
    folder.release()
    assert done.returncode == 1
    assert f"process {os.getpid()}" in done.stderr
    assert str(tmp_path / "data") in done.stderr
    assert not (tmp_path / "data" / "sandbox").exists()


def test_a_setting_that_makes_no_sense_stops_run_with_a_sentence(togi: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=web\n")
    done = togi("run", "--no-browser")
    assert done.returncode == 1
    assert "PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_says_when_there_is_nothing_to_look_at(togi: Run) -> None:
    done = togi("doctor", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert not told["ok"]
    assert "./run" in told["findings"][-1]["message"]


@pytest.mark.slow
def test_the_doctor_names_what_does_not_answer_and_no_secret(togi: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    nowhere = f"http://127.0.0.1:{port}"
    done = togi(
        "doctor",
        "--json",
        SLACK_BOT_TOKEN="xoxb-secret",
        SLACK_APP_TOKEN="xapp-secret",
        SLACK_API_URL=f"{nowhere}/api/",
        OPENAI_BASE_URL=f"{nowhere}/v1",
        OPENAI_API_KEY="sk-secret",
    )
    told = json.loads(done.stdout)
    assert done.returncode == 1
    refused = {one["part"] for one in told["findings"] if one["ok"] is False}
    assert refused == {"slack", "training"}
    assert "secret" not in done.stdout + done.stderr
