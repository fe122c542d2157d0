"""A view as Slack writes it."""

from __future__ import annotations

from sandbox.json_types import JsonObject
from sandbox.records import APP, BOT, TEAM, View

_DEFAULTS: JsonObject = {
    "title": None,
    "submit": None,
    "close": None,
    "callback_id": "",
    "private_metadata": "",
    "external_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
}


def view_json(view: View) -> JsonObject:
    return {
        "id": view.id,
        "team_id": TEAM,
        "app_id": APP,
        "app_installed_team_id": TEAM,
        "bot_id": BOT,
        **_DEFAULTS,
        **view.body,
        "hash": view.hash,
        "state": {"values": view.state},
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id or view.id,
    }
