"""What the bot has to know of the stand-ins on this machine: their addresses, tokens and key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bot.cli.running.plan import TRAINER_KEY, Plan


@dataclass(frozen=True, slots=True)
class StandIns:
    """The folders that the sandbox and the trainer keep in a data folder."""

    plan: Plan

    @property
    def sandbox(self) -> Path:
        return self.plan.data / "sandbox"

    @property
    def trainer(self) -> Path:
        return self.plan.data / "trainer"

    @property
    def _addresses(self) -> Path:
        return self.plan.data / "logs" / "addresses.json"

    def slack(self, page: str) -> dict[str, str]:
        tokens = json.loads((self.sandbox / "tokens.json").read_text())
        return {
            "SLACK_API_URL": f"{page}/api/",
            "SLACK_BOT_TOKEN": tokens["bot_token"],
            "SLACK_APP_TOKEN": tokens["app_token"],
        }

    @property
    def key(self) -> str:
        """The trainer's key; empty before its very first start, when it makes one."""
        kept = self.trainer / "key"
        made = kept.read_text().strip() if kept.exists() else ""
        return self.plan.settings.get(TRAINER_KEY, made)

    def provider(self, address: str) -> dict[str, str]:
        return {"OPENAI_BASE_URL": address, "OPENAI_API_KEY": self.key}

    def remember(self, name: str, address: str) -> None:
        """Where a stand-in listens, for `togi doctor`."""
        self._addresses.write_text(json.dumps({**self.remembered(), name: address}))

    def remembered(self) -> dict[str, str]:
        if not self._addresses.exists():
            return {}
        found: dict[str, str] = json.loads(self._addresses.read_text())
        return found
