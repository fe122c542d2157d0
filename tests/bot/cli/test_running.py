"""`togi run` for real: it comes up by itself, keeps its processes alive, and leaves none behind."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx2
import pytest

TOGI = Path(sys.executable).with_name("togi")
PS = shutil.which("ps") or "ps"
DEADLINE_SECONDS = 180.0
T = TypeVar("T")

pytestmark = pytest.mark.slow


def until(look: Callable[[], T | None], what: str) -> T:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited in vain for {what}")


@dataclass
class Running:
    """A `togi run`, and what can be seen of it from outside."""

    process: subprocess.Popen[str]
    folder: Path
    output: Path

    def said(self, pattern: str) -> re.Match[str] | None:
        return re.search(pattern, self.output.read_text())

    def hears(self) -> str:
        """The page's address, once the bot is connected to it."""
        page = until(lambda: self.said(r"http://127\.0\.0\.1:\d+"), "a page")[0]
        until(lambda: self.connected(page), "the bot")
        return page

    def connected(self, page: str) -> bool:
        try:
            state = httpx2.get(f"{page}/people/state", params={"as": "U0BEN"}, timeout=5).json()
        except httpx2.HTTPError:
            return False
        return bool(state["connected"])

    def children(self) -> dict[str, int]:
        """The processes that it started, by name."""
        listed = subprocess.run(
            [PS, "-wweo", "pid,ppid,args"], capture_output=True, text=True, check=True
        )
        rows = [line.split(maxsplit=2) for line in listed.stdout.splitlines()[1:]]
        mine = {
            int(pid): command for pid, parent, command in rows if parent == str(self.process.pid)
        }
        named = {pid: re.search(r"togi (\w+) --attached", command) for pid, command in mine.items()}
        return {match[1]: pid for pid, match in named.items() if match}


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[Running]:
    output = folder / "output.txt"
    with output.open("w") as file:
        process = subprocess.Popen(
            [TOGI, "run", *arguments],
            cwd=folder,
            env={**os.environ, "OPENAI_API_KEY": "sk-of-the-shell"},  # noqa: TID251 (handed on)
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
        )
    yield Running(process, folder, output)
    if process.poll() is None:
        process.terminate()
        process.wait(60)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with started(tmp_path, "--no-browser") as one:
        yield one


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[str]:
    """A Slack that `togi run` did not start; its tokens stand in `.env`."""
    data = tmp_path / "elsewhere"
    process = subprocess.Popen(
        [TOGI, "sandbox", "--port", "0", "--data", data], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    page = process.stdout.readline().split()[-1]
    tokens = json.loads((data / "tokens.json").read_text())
    (tmp_path / ".env").write_text(
        f"SLACK_API_URL={page}/api/\n"
        f"SLACK_BOT_TOKEN={tokens['bot_token']}\n"
        f"SLACK_APP_TOKEN={tokens['app_token']}\n"
        "OPENAI_BASE_URL=http://127.0.0.1:9/v1\n"
    )
    yield page
    process.terminate()
    process.wait(60)
    process.stdout.close()


def test_it_comes_up_survives_a_death_and_ends_all(running: Running) -> None:
    """The page, the bot, the doctor; kill -9 of the bot; a second start; SIGTERM."""
    page = running.hears()
    text = running.output.read_text()
    assert "OPENAI_API_KEY" in text  # it is said that the shell's key doesn't count
    assert "sk-of-the-shell" not in text

    doctor = subprocess.run(
        [TOGI, "doctor", "--json"], cwd=running.folder, capture_output=True, text=True, check=False
    )
    told = json.loads(doctor.stdout)
    assert told["ok"], told
    assert {one["part"] for one in told["findings"] if one["ok"]} == {"slack", "training", "data"}

    before = running.children()
    assert set(before) == {"sandbox", "trainer", "bot"}
    os.kill(before["bot"], signal.SIGKILL)
    until(lambda: running.said(r"The bot has ended"), "the death to be told")
    until(lambda: running.children().get("bot", before["bot"]) != before["bot"], "another bot")
    until(lambda: running.connected(page), "the new bot")

    second = subprocess.run(
        [TOGI, "run", "--no-browser"],
        cwd=running.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert f"process {running.process.pid}" in second.stderr

    alive = running.children().values()
    for pid in (running.process.pid, *alive):  # as a signal to a whole group
        os.kill(pid, signal.SIGTERM)
    assert running.process.wait(60) == 0
    assert not [pid for pid in alive if _lives(pid)]
    _, _, farewell = running.output.read_text().partition("Stopping…")
    assert farewell.strip() == ""


def test_kill_9_of_it_leaves_no_orphans(running: Running) -> None:
    running.hears()
    alive = running.children().values()
    running.process.kill()
    running.process.wait(10)
    until(lambda: not [pid for pid in alive if _lives(pid)], "the orphans to go")


def test_with_a_slack_and_a_provider_in_env_only_the_bot_is_started(
    slack: str, tmp_path: Path
) -> None:
    with started(tmp_path, "--no-browser") as running:
        until(lambda: running.connected(slack), "the bot")
        assert set(running.children()) == {"bot"}
        text = running.output.read_text()
    assert "127.0.0.1, as set in" in text
    assert "xoxb-" not in text


def test_a_tour_that_is_stopped_has_shown_nothing(tmp_path: Path) -> None:
    with started(tmp_path, "--tour") as running:
        running.hears()
        alive = running.children().values()
        running.process.terminate()
        assert running.process.wait(60) == 1
    assert not [pid for pid in alive if _lives(pid)]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# In this file, though it lives the whole loop: two households at once would race for ports.
def test_the_tour_ends_with_a_tuned_model_that_beats_its_base(tmp_path: Path) -> None:
    done = subprocess.run(
        [TOGI, "run", "--tour"],
        cwd=tmp_path,
        env={**os.environ, "LANG": "C.UTF-8", "LC_ALL": ""},  # noqa: TID251 (handed on)
        capture_output=True,
        text=True,
        check=False,
    )
    told = done.stdout
    assert done.returncode == 0, told + done.stderr
    won = re.search(r"Exactly right of 30 held-out: tuned (\d+), base (\d+)", told)
    assert won
    assert int(won[1]) > int(won[2])
    assert "Where the time went" in told

    with sqlite3.connect(tmp_path / "data" / "tour" / "togi.db") as database:
        jobs = database.execute("SELECT state FROM jobs").fetchall()
        ratings = database.execute("SELECT metric, rater FROM ratings").fetchall()
    assert jobs == [("succeeded",)]
    assert {rater for _, rater in ratings} == {"U0AIKO", "U0CHIKA", "U0DANA"}
    assert len(ratings) == 1 + 5 + 1
