"""manifest.yml against Slack's own schema, and against what Togi needs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml
from jsonschema import Draft7Validator

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "manifest.yml").read_text(encoding="utf-8")
MANIFEST = yaml.safe_load(TEXT)
SCHEMA = json.loads((Path(__file__).parent / "slack/manifest.schema.2.0.0.json").read_text())


def test_slack_takes_the_manifest() -> None:
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(MANIFEST)] == []


def test_slack_would_not_take_a_typo() -> None:
    broken = MANIFEST | {"setings": {}}

    assert list(Draft7Validator(SCHEMA).iter_errors(broken))


def test_every_scope_and_event_says_what_it_is_for() -> None:
    scopes = MANIFEST["oauth_config"]["scopes"]
    named = [
        *scopes["bot"],
        *scopes["bot_optional"],
        *MANIFEST["settings"]["event_subscriptions"]["bot_events"],
    ]

    unexplained = [
        one for one in named if not re.search(rf"^\s+- {re.escape(one)} # \S", TEXT, re.MULTILINE)
    ]
    assert unexplained == []


def test_scopes_are_asked_for_once() -> None:
    scopes = MANIFEST["oauth_config"]["scopes"]
    named = [*scopes["bot"], *scopes["bot_optional"]]

    assert len(named) == len(set(named))


def test_history_is_optional_and_direct_messages_work() -> None:
    """Slack silently blocks direct messages unless the Messages tab is writable."""
    optional = MANIFEST["oauth_config"]["scopes"]["bot_optional"]
    home = MANIFEST["features"]["app_home"]

    assert {"channels:history", "groups:history", "mpim:history"} <= set(optional)
    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False


def test_the_command_and_the_shortcuts_are_there() -> None:
    features = MANIFEST["features"]

    assert [one["command"] for one in features["slash_commands"]] == ["/ft"]
    assert features["slash_commands"][0]["should_escape"] is True
    shortcuts = [one["callback_id"] for one in features["shortcuts"]]
    assert shortcuts == ["ask_about", "rate_answer", "add_to_dataset"]
    assert "assistant_view" not in features
