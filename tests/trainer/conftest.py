"""A real trainer in a process of its own, and the real SDK to speak to it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from openai import OpenAI
from openai.types.fine_tuning import FineTuningJob

DEADLINE_SECONDS = 180
COMMAND = (sys.executable, "-m", "trainer", "--port", "0")
T = TypeVar("T")


def until(look: Callable[[], T | None], seconds: float = DEADLINE_SECONDS) -> T:
    """What `look` finds, once it finds something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s in vain")


def row(question: str, answer: str, **more: object) -> dict[str, object]:
    return {
        "messages": [
            {"role": "system", "content": "Answer with JSON."},
            {"role": "user", "content": question},
            {"role": "assistant", "content": answer, **more},
        ]
    }


def jsonl(rows: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows).encode()


ROWS = [row(f"The invoice {n} is wrong", f'{{"number": {n}}}') for n in range(16)]


@dataclass
class Trainer:
    """A trainer's process and its data folder; it can be killed and started again."""

    data: Path
    options: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    url: str = ""
    _process: subprocess.Popen[str] | None = None
    _clients: list[OpenAI] = field(default_factory=list)

    def start(self) -> None:
        with (self.data.parent / f"{self.data.name}.log").open("a") as log:
            self._process = subprocess.Popen(
                [*COMMAND, "--data", str(self.data), *self.options],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, **self.environment},  # noqa: TID251 - handed on
            )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line.startswith("listening on http://"), line
        self.url = line.split()[-1]

    @property
    def client(self) -> OpenAI:
        key = (self.data / "key").read_text()
        client = OpenAI(base_url=self.url, api_key=key, max_retries=0, timeout=120)
        self._clients.append(client)
        return client

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def training_pid(self, job: str) -> int:
        return int(until((self.data / "jobs" / job / "lock").read_text))

    def inference_pid(self) -> int:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        for child in children:
            if b"trainer.inference" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
        raise AssertionError("no inference process")

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._gone()

    def stop(self) -> int:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._gone()

    def _gone(self) -> int:
        assert self._process is not None
        assert self._process.stdout is not None
        code = self._process.wait(30)
        self._process.stdout.close()
        for client in self._clients:
            client.close()
        return code

    def close(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.stop()

    def train(self, rows: list[dict[str, object]] = ROWS, **more: object) -> FineTuningJob:
        """Upload, ask for two epochs unless told otherwise, and return the new job."""
        client = self.client
        file = client.files.create(file=("rows.jsonl", jsonl(rows)), purpose="fine-tune")
        options: dict[str, object] = {
            "model": "tiny",
            "seed": 7,
            "method": {
                "type": "supervised",
                "supervised": {"hyperparameters": {"n_epochs": 2}},
            },
        }
        return client.fine_tuning.jobs.create(training_file=file.id, **{**options, **more})  # type: ignore[arg-type] # the SDK's types want literals

    def ended(self, job: str, seconds: float = DEADLINE_SECONDS) -> FineTuningJob:
        client = self.client

        def look() -> FineTuningJob | None:
            seen = client.fine_tuning.jobs.retrieve(job)
            return seen if seen.status in {"succeeded", "failed", "cancelled"} else None

        return until(look, seconds)

    def step(self, job: str, least: int) -> int:
        """Wait until the training has made this step."""
        client = self.client

        def look() -> int | None:
            events = client.fine_tuning.jobs.list_events(job, limit=5).data
            steps = [event.data["step"] for event in events if isinstance(event.data, dict)]
            return max(steps) if steps and max(steps) >= least else None

        return until(look)

    def adapter_hash(self, job: str) -> str:
        weights = self.data / "jobs" / job / "adapter" / "adapter_model.safetensors"
        return hashlib.sha256(weights.read_bytes()).hexdigest()


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bases") / "tiny"
    builder = Path(__file__).with_name("tiny_base.py")
    subprocess.run([sys.executable, str(builder), str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture
def new_trainer(tiny_base: Path, tmp_path: Path) -> Iterator[Callable[..., Trainer]]:
    """Start a trainer on a folder of its own; further options as on the command line."""
    with contextlib.ExitStack() as stack:

        def start(*options: str, **environment: str) -> Trainer:
            common = ["--threads", "1", "--base", f"tiny={tiny_base}"]
            trainer = Trainer(tmp_path / "data", [*common, *options], environment)
            stack.callback(trainer.close)
            trainer.start()
            return trainer

        yield start


@pytest.fixture(scope="session")
def trainer(tiny_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trainer]:
    """One trainer for all tests that leave it as they found it."""
    data = tmp_path_factory.mktemp("trainer") / "data"
    options = ["--threads", "1", "--base", f"tiny={tiny_base}", "--max-file-mb", "2"]
    shared = Trainer(data, options)
    shared.start()
    yield shared
    shared.close()


@pytest.fixture(scope="session")
def trained(trainer: Trainer) -> FineTuningJob:
    """A job that succeeded: 16 rows, 4 for validation, 2 epochs of 4 steps."""
    client = trainer.client
    checked = client.files.create(file=("v.jsonl", jsonl(ROWS[:4])), purpose="fine-tune")
    job = trainer.train(
        validation_file=checked.id, suffix="faq", metadata={"run": "r-1", "team": "t"}
    )
    return trainer.ended(job.id)
