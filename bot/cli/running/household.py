"""All processes of one Togi: what each is started with, in which order, and how they end."""

from __future__ import annotations

import asyncio
import sysconfig
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.cli.running import log
from bot.cli.running.child import Child
from bot.cli.running.plan import Plan, bot_variables, scrubbed, trainer_variables
from bot.cli.running.ports import free_port
from bot.cli.running.stand_ins import StandIns

TOGI = Path(sysconfig.get_path("scripts")) / "togi"
BUNDLED_BASE = "smollm2-135m-instruct"  # unpacked while the first page is being looked at
SANDBOX_PORT, TRAINER_PORT = 8100, 8200


@dataclass
class Household:
    """The children of `togi run`; each is started when what it needs is there."""

    plan: Plan
    shell: Mapping[str, str] = field(repr=False)
    died: Callable[[str, str, float], None]
    _children: list[Child] = field(default_factory=list)
    _lives: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def stand_ins(self) -> StandIns:
        return StandIns(self.plan)

    async def start_sandbox(self) -> str:
        """The address of the page."""
        options = ["--port", str(free_port(SANDBOX_PORT)), "--data", str(self.stand_ins.sandbox)]
        child = self._start("sandbox", options, {})
        await child.ready.wait()
        self.stand_ins.remember("sandbox", child.address)
        return child.address

    def start_trainer(self) -> Child:
        port = free_port(TRAINER_PORT)
        self.stand_ins.remember("trainer", f"http://127.0.0.1:{port}/v1")
        options = ["--port", str(port), "--data", str(self.stand_ins.trainer)]
        options += ["--prepare", BUNDLED_BASE]
        return self._start("trainer", options, trainer_variables(self.plan))

    async def start_bot(self, *, page: str | None, trainer: Child | None) -> Child:
        """Start the bot with the addresses and keys of the stand-ins that it is to meet."""
        slack = self.stand_ins.slack(page) if page else {}
        if trainer and not self.stand_ins.key:
            await trainer.ready.wait()
        address = self.stand_ins.remembered()["trainer"] if trainer else ""
        provider = self.stand_ins.provider(address) if trainer else {}
        return self._start("bot", [], bot_variables(self.plan, slack=slack, provider=provider))

    async def end(self) -> None:
        """End the bot first: it speaks to the others. They may have heard the same signal."""
        for child in self._children:
            child.may_end()
        for child in reversed(self._children):
            await child.end()
        for life in self._lives:
            life.cancel()

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
