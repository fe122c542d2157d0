"""A whole Togi in real processes: sandbox, trainer, bot; and the verbs of the people in it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx2

ROOT = Path(__file__).parents[2]
DEADLINE_SECONDS = 120.0
SUPPORT, GENERAL, RANDOM, LEGAL = "C0SUPPORT", "C0GENERAL", "C0RANDOM", "G0LEGAL"
AIKO, BEN, CHIKA, DANA = "U0AIKO", "U0BEN", "U0CHIKA", "U0DANA"
Message = dict[str, Any]
T = TypeVar("T")


def until(look: Callable[[], T | None], what: str = "") -> T:
    """What `look` finds, once it finds something."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {DEADLINE_SECONDS:.0f} s in vain: {what}")


@dataclass
class Process:
    """A program that says when it is ready; it can be killed and started again."""

    arguments: list[str]
    ready: str
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    url: str = ""
    _process: subprocess.Popen[str] | None = None

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> str:
        """Start, and return the line that said it was ready."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "OPENAI_"))}  # noqa: TID251 (handed on)
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self.arguments],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=ROOT,
                env={**inherited, **self.environment},
            )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if self.ready in line:
                return line.strip()
        raise AssertionError(f"{self.arguments[0]} ended:\n{self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        """`kill -9`: no chance to say good-bye."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(number)
        self._process.wait(30)
        if self._process.stdout:
            self._process.stdout.close()
        self._process = None


@dataclass
class Workspace:
    """People in the sandbox, and the processes behind it."""

    folder: Path
    sandbox: Process
    trainer: Process
    bot: Process
    slack: str = ""
    http: httpx2.Client = field(default_factory=lambda: httpx2.Client(timeout=60))

    def post(self, path: str, **body: object) -> Message:
        answer: Message = self.http.post(f"{self.slack}{path}", json=body).json()
        return answer

    def get(self, path: str, **query: str) -> Message:
        answer: Message = self.http.get(f"{self.slack}{path}", params=query).json()
        return answer

    def command(self, person: str, text: str, channel: str = SUPPORT) -> str:
        """Type `/ft …`; returns what Togi answers that person alone, if it does."""
        before = {message["ts"] for message in self.seen_by(person, channel)}
        done = self.post(
            "/people/command", **{"as": person}, channel=channel, command="/ft", text=text
        )
        assert done["ok"], done
        new = [m for m in self.seen_by(person, channel) if m["ts"] not in before]
        return next((str(m["text"]) for m in new if m.get("is_ephemeral")), "")

    def says(
        self, person: str, text: str, channel: str = SUPPORT, *files: str, thread: str | None = None
    ) -> str:
        """Post a message; returns its ts."""
        more = {"thread_ts": thread} if thread else {}
        done = self.post(
            "/people/message",
            **{"as": person},
            channel=channel,
            text=text,
            files=list(files),
            **more,
        )
        return str(done["ts"])

    def uploads(self, person: str, name: str, content: bytes) -> str:
        url = f"{self.slack}/people/upload"
        answer = self.http.post(url, params={"as": person, "name": name}, content=content).json()
        return str(answer["file"]["id"])

    def seen_by(self, person: str, channel: str = SUPPORT, thread: str = "") -> list[Message]:
        query = {"as": person, "channel": channel, **({"thread_ts": thread} if thread else {})}
        messages: list[Message] = self.get("/people/messages", **query)["messages"]
        return messages

    def from_togi(self, channel: str = SUPPORT, thread: str = "") -> list[Message]:
        """What Togi has posted for everybody, oldest first."""
        seen = self.seen_by(BEN, channel, thread)
        return [m for m in seen if m.get("bot_id") and not m.get("is_ephemeral")]

    def answers(self, thread: str, channel: str = SUPPORT) -> list[Message]:
        """The finished answers in a thread: those that can be rated."""
        return [m for m in self.from_togi(channel, thread) if element(m, "feedback_buttons")]

    def answered(self, thread: str, channel: str = SUPPORT) -> Message:
        return until(lambda: self.answers(thread, channel), "an answer")[0]

    def private(self, person: str, holding: str, channel: str = SUPPORT, thread: str = "") -> str:
        """Wait for what only that person sees."""

        def look() -> str | None:
            seen = self.seen_by(person, channel, thread)
            texts = [str(m["text"]) for m in seen if m.get("is_ephemeral")]
            return next((text for text in reversed(texts) if holding in text), None)

        return until(look, holding)

    def clicks(
        self, person: str, message: Message, action_id: str, channel: str = SUPPORT, value: str = ""
    ) -> None:
        """Click a button; `value` chooses between the two of a pair of feedback buttons."""
        block_id, found = element_by_action(message, action_id)
        thread = message.get("thread_ts")

        def click() -> bool:
            nonlocal block_id
            done = self.post(
                "/people/action",
                **{"as": person},
                channel=channel,
                message_ts=message["ts"],
                thread_ts=thread,
                action={
                    "type": found["type"],
                    "action_id": action_id,
                    "block_id": block_id,
                    "value": value or found.get("value", ""),
                },
            )
            if done.get("error") == "action_not_found":  # an edit gives blocks other ids
                seen = self.seen_by(person, channel, thread or "")
                now = next(one for one in seen if one["ts"] == message["ts"])
                block_id, _ = element_by_action(now, action_id)
                return False
            assert done["ok"], done
            return True

        until(click, "a click")

    def thumbs(self, person: str, answer: Message, *, up: bool, channel: str = SUPPORT) -> None:
        _, pair = element_by_action(answer, "thumb")
        button = pair["positive_button" if up else "negative_button"]
        self.clicks(person, answer, "thumb", channel, button["value"])

    def reacts(
        self,
        person: str,
        message: Message,
        emoji: str,
        *,
        remove: bool = False,
        channel: str = SUPPORT,
    ) -> None:
        done = self.post(
            "/people/reaction",
            **{"as": person},
            channel=channel,
            ts=message["ts"],
            name=emoji,
            remove=remove,
        )
        assert done["ok"], done

    def open_view(self, person: str) -> Message | None:
        view: Message | None = self.get("/people/state", **{"as": person})["view"]
        return view

    def submits(self, person: str, view: Message, values: Message) -> Message:
        """Submit a modal; returns what the app said, such as errors under its inputs."""
        state = {"values": values}
        return self.post("/people/view/submit", **{"as": person}, view_id=view["id"], state=state)

    def calls(self, method: str) -> list[Message]:
        calls: list[Message] = self.get("/control/calls", method=method)["calls"]
        return calls

    def fault(self, method: str, **how: object) -> None:
        assert self.post("/control/fault", method=method, **how)["ok"]

    def bot_log(self) -> str:
        return self.bot.log.read_text()

    def events_come(self, times: int) -> None:
        """From now on Slack brings every event so many times."""
        assert self.post("/control/duplicate", times=times)["ok"]


def element(message: Message, kind: str) -> Message | None:
    for block in message.get("blocks", []):
        for one in block.get("elements", []):
            if one.get("type") == kind:
                return dict(one)
    return None


def element_by_action(message: Message, action_id: str) -> tuple[str, Message]:
    """The block's id and the element with an action id."""
    for block in message.get("blocks", []):
        for one in [*block.get("elements", []), block.get("accessory", {})]:
            if one.get("action_id") == action_id:
                return block["block_id"], dict(one)
    raise AssertionError(f"no {action_id} in {json.dumps(message)[:500]}")


@contextmanager
def training(folder: Path, tiny_base: Path) -> Iterator[Process]:
    """A trainer whose base model is tiny; started again, it answers at the same port."""
    options = ["--port", "0", "--data", str(folder / "trainer"), "--key", "k", "--threads", "1"]
    trainer = Process(
        ["-m", "trainer", *options, "--base", f"tiny={tiny_base}"],
        "listening on",
        folder / "trainer.log",
        {"OMP_NUM_THREADS": "1"},
    )
    trainer.url = trainer.start().split()[-1]
    trainer.arguments[3] = trainer.url.rpartition(":")[2].partition("/")[0]
    try:
        yield trainer
    finally:
        trainer.kill()


@contextmanager
def workspace(folder: Path, trainer: Process, **bot: str) -> Iterator[Workspace]:
    """A Slack and a bot of their own; `bot` adds to the bot's environment."""
    options = ["--port", "0", "--data", str(folder / "sandbox"), "--manifest", "manifest.yml"]
    sandbox = Process(
        ["-m", "sandbox", *options, "--allow-faults", "--rate-scale", "inf"],
        "listening on",
        folder / "sandbox.log",
    )
    slack = sandbox.start().split()[-1]
    tokens = json.loads((folder / "sandbox" / "tokens.json").read_text())
    environment = {
        "SLACK_API_URL": f"{slack}/api/",
        "SLACK_BOT_TOKEN": tokens["bot_token"],
        "SLACK_APP_TOKEN": tokens["app_token"],
        "OPENAI_BASE_URL": trainer.url,
        "OPENAI_API_KEY": "k",
        "TOGI_DATA": str(folder / "data"),
        "TOGI_BASE_MODEL": "tiny",
        "TOGI_POLL_SECONDS": "0.3",
        "TOGI_EDIT_SECONDS": "0.3",
        "TOGI_SLACK_PACE": "1000",  # as the sandbox: a test must not wait for the next minute
        "TOGI_MAX_TOKENS": "24",
        **bot,
    }
    process = Process(
        ["-c", "from bot.cli import main; main()", "bot"],
        "listening to Slack",
        folder / "bot.log",
        environment,
    )
    whole = Workspace(folder, sandbox, trainer, process, slack)
    if not trainer.is_running:  # an earlier test killed it and failed
        trainer.start()
    try:
        process.start()
        yield whole
    finally:
        process.kill()
        sandbox.kill()
        whole.http.close()
