"""Tells the app what happened, where its manifest asked for it and its scopes allow it."""

from __future__ import annotations

import base64

from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.records import APP, BOT_USER, TEAM, Channel

VERIFICATION_TOKEN = "sandbox-verification"  # noqa: S105 (Slack's legacy field; nobody trusts it)

_SCOPES = {
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "file_shared": "files:read",
    "file_deleted": "files:read",
    "app_context_changed": "assistant:write",
}
_HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
_READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
_MESSAGE = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}
_MEMBERSHIP = {"member_joined_channel", "member_left_channel"}


def happened(house: House, event: JsonObject, channel: Channel | None = None) -> None:
    """Queue an event for the app, unless it neither asked for it nor may hear it."""
    if house.workspace.revoked and event["type"] not in {"tokens_revoked", "app_uninstalled"}:
        return
    if channel is not None and not channel.has(BOT_USER):
        return
    subscription, scope = _wanted(str(event["type"]), channel)
    if subscription not in house.manifest.events:
        return
    if scope and scope not in house.manifest.scopes:
        return
    house.delivery.event(_outer(event))


def _wanted(kind: str, channel: Channel | None) -> tuple[str, str]:
    """The subscription and the scope that an event needs."""
    if kind == "message" and channel is not None:
        return _MESSAGE[channel.shape], _HISTORY[channel.shape]
    if kind in _MEMBERSHIP and channel is not None:
        return kind, _READ[channel.shape]
    return kind, _SCOPES.get(kind, "")


def _outer(event: JsonObject) -> JsonObject:
    where = event.get("channel", "")
    context = base64.urlsafe_b64encode(f"{event['type']}:{TEAM}:{APP}:{where}".encode()).decode()
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{context}",
    }
