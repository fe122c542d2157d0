"""What the app declared in its manifest, and with that what it may do and hear."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from sandbox.json_types import JsonObject


@dataclass(frozen=True)
class Manifest:
    """The parts of an app manifest that decide what Slack does."""

    name: str
    display_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[JsonObject, ...]
    shortcuts: tuple[JsonObject, ...]
    suggested_prompts: tuple[JsonObject, ...]
    is_agent: bool
    home_tab: bool
    messages_tab: bool

    @property
    def provided(self) -> str:
        return ",".join(sorted(self.scopes))

    def command(self, name: str) -> JsonObject | None:
        return next((one for one in self.commands if one["command"] == name), None)

    def shortcut(self, callback_id: str) -> JsonObject | None:
        return next((one for one in self.shortcuts if one["callback_id"] == callback_id), None)


def read(path: Path, *, with_optional: bool = True) -> Manifest:
    """Read a manifest as an installer sees it who grants (or declines) the optional scopes."""
    raw: JsonObject = yaml.safe_load(path.read_text(encoding="utf-8"))
    features: JsonObject = raw.get("features", {})
    scopes: JsonObject = raw.get("oauth_config", {}).get("scopes", {})
    settings: JsonObject = raw.get("settings", {})
    agent: JsonObject = features.get("agent_view", {})
    home: JsonObject = features.get("app_home", {})
    granted = [*scopes.get("bot", []), *(scopes.get("bot_optional", []) if with_optional else [])]
    return Manifest(
        name=raw["display_information"]["name"],
        display_name=features.get("bot_user", {}).get("display_name", "togi"),
        scopes=frozenset(granted),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        commands=tuple(features.get("slash_commands", [])),
        shortcuts=tuple(features.get("shortcuts", [])),
        suggested_prompts=tuple(agent.get("suggested_prompts", [])),
        is_agent=bool(agent),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled"))
        and home.get("messages_tab_read_only_enabled") is False,
    )
