"""Which Slack and which provider: decided by the file `.env` alone, never by the shell.

A key that happens to lie in somebody's shell must not make `togi run` spend money.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.settings import OPENAI, read
from core.errors import TogiError

SLACK_TOKENS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
PROVIDER = ("OPENAI_BASE_URL", "OPENAI_API_KEY")
TRAINER_KEY = "TOGI_TRAINER_KEY"
LOCAL_POLL_SECONDS = "2"  # looking at a trainer on this machine costs nothing
OURS = ("OPENAI_", "SLACK_", "TOGI_", "DBOS_")
OURS_EXACTLY = {"DATABASE_URL", "PORT"}
LOCAL = "127.0.0.1,localhost"


class HalfASlack(TogiError):
    template: ClassVar[str] = (
        "{file} has {there} but not {missing}. Add it to talk to your Slack, "
        "or remove both to use the sandbox."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to start, and where its state lies."""

    data: Path
    settings: Mapping[str, str] = field(repr=False)  # what .env says

    @property
    def real_slack(self) -> bool:
        return all(name in self.settings for name in SLACK_TOKENS)

    @property
    def real_provider(self) -> bool:
        return any(name in self.settings for name in PROVIDER)

    @property
    def provider_host(self) -> str:
        address = self.settings.get("OPENAI_BASE_URL", OPENAI)
        return urlsplit(address).hostname or address


def read_plan(file: Path, data: Path | None) -> Plan:
    """The plan that `.env` makes; a file that isn't there makes one without any account.

    Raises:
        HalfASlack: when one of Slack's two tokens is missing.
        SettingsIncomplete: when a setting makes no sense.
    """
    said = dotenv_values(file, interpolate=False) if file.exists() else {}
    settings = {name: value for name, value in said.items() if value}
    there = [name for name in SLACK_TOKENS if name in settings]
    missing = [name for name in SLACK_TOKENS if name not in settings]
    if there and missing:
        raise HalfASlack(file=str(file), there=there[0], missing=missing[0])
    read(settings, needs=())
    folder = data or Path(settings.get("TOGI_DATA", "data"))
    return Plan(data=folder.absolute(), settings=settings)


def for_tour(data: Path | None) -> Plan:
    """A plan for a tour: always the stand-ins, always in a folder of its own."""
    return Plan(data=(data or Path("data")).absolute() / "tour", settings={})


def scrubbed(shell: Mapping[str, str]) -> dict[str, str]:
    """The shell's environment without anything that Togi would read."""
    kept = {
        name: value
        for name, value in shell.items()
        if not name.startswith(OURS) and name not in OURS_EXACTLY
    }
    for name in ("NO_PROXY", "no_proxy"):  # a company's proxy can't reach this machine's processes
        kept[name] = ",".join(filter(None, (kept.get(name), LOCAL)))
    return kept


def left_aside(shell: Mapping[str, str], plan: Plan) -> list[str]:
    """Variables of the shell that somebody may expect to count here, and that don't."""
    return [
        name for name in (*SLACK_TOKENS, *PROVIDER) if shell.get(name) and name not in plan.settings
    ]


def bot_variables(
    plan: Plan, *, slack: Mapping[str, str], provider: Mapping[str, str]
) -> dict[str, str]:
    """What the bot reads: the stand-ins' addresses and keys, and over them what `.env` says."""
    pace = {} if plan.real_provider else {"TOGI_POLL_SECONDS": LOCAL_POLL_SECONDS}
    return {**pace, **slack, **provider, **plan.settings, "TOGI_DATA": str(plan.data)}


def trainer_variables(plan: Plan) -> dict[str, str]:
    """What the trainer may see of `.env`: its own key, and how to reach the hub."""
    return {
        name: value
        for name, value in plan.settings.items()
        if name == TRAINER_KEY or name.startswith("HF_")
    }
