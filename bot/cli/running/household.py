"""All processes of one Togi: what each is started with, in which order, and how they end."""

from __future__ import annotations

import asyncio
import json
import sysconfig
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.cli.running import log
from bot.cli.running.child import Child
from bot.cli.running.plan import TRAINER_KEY, Plan, bot_variables, scrubbed, trainer_variables
from bot.cli.running.ports import free_port

TOGI = Path(sysconfig.get_path("scripts")) / "togi"
SANDBOX_PORT, TRAINER_PORT = 8100, 8200


@dataclass
class Household:
    """The children of `togi run`; each is started when what it needs is there."""

    plan: Plan
    shell: Mapping[str, str] = field(repr=False)
    died: Callable[[str, str, float], None]
    _children: list[Child] = field(default_factory=list)
    _lives: list[asyncio.Task[None]] = field(default_factory=list)

    async def start_sandbox(self) -> str:
        """The address of the page."""
        options = ["--port", str(free_port(SANDBOX_PORT)), "--data", str(self._sandbox_folder)]
        child = self._start("sandbox", options, {})
        await child.ready.wait()
        return child.address

    def start_trainer(self) -> Child:
        options = ["--port", str(free_port(TRAINER_PORT)), "--data", str(self._trainer_folder)]
        return self._start("trainer", options, trainer_variables(self.plan))

    async def start_bot(self, *, page: str | None, trainer: Child | None) -> Child:
        """Start the bot with the addresses and keys of the stand-ins that it is to meet."""
        variables = bot_variables(
            self.plan,
            slack=self._slack(page) if page else {},
            provider=await self._provider(trainer) if trainer else {},
        )
        return self._start("bot", [], variables)

    async def end(self) -> None:
        """End the bot first: it speaks to the others."""
        for child in reversed(self._children):
            await child.end()
        for life in self._lives:
            life.cancel()

    @property
    def _sandbox_folder(self) -> Path:
        return self.plan.data / "sandbox"

    @property
    def _trainer_folder(self) -> Path:
        return self.plan.data / "trainer"

    def _slack(self, page: str) -> dict[str, str]:
        tokens = json.loads((self._sandbox_folder / "tokens.json").read_text())
        return {
            "SLACK_API_URL": f"{page}/api/",
            "SLACK_BOT_TOKEN": tokens["bot_token"],
            "SLACK_APP_TOKEN": tokens["app_token"],
        }

    async def _provider(self, trainer: Child) -> dict[str, str]:
        """Where the trainer will answer, and its key: made by it at the very first start."""
        kept = self._trainer_folder / "key"
        key = self.plan.settings.get(TRAINER_KEY)
        if not key:
            if not kept.exists():
                await trainer.ready.wait()
            key = kept.read_text().strip()
        port = trainer.command[trainer.command.index("--port") + 1]
        return {"OPENAI_BASE_URL": f"http://127.0.0.1:{port}/v1", "OPENAI_API_KEY": key}

    def _start(self, name: str, options: list[str], variables: Mapping[str, str]) -> Child:
        child = Child(
            name=name,
            command=[str(TOGI), name, "--attached", *options],
            environment={**scrubbed(self.shell), **variables},
            log=log.opened(self.plan.data / "logs", name),
            died=self.died,
        )
        self._children.append(child)
        self._lives.append(asyncio.create_task(child.live()))
        return child
