"""Who am I, and where do I connect."""

from __future__ import annotations

from sandbox import seed
from sandbox.call import Call, Kind, Method
from sandbox.json_types import JsonObject
from sandbox.rates import SPECIAL, TIER_3
from sandbox.records import APP, BOT, BOT_USER, TEAM
from sandbox.refusal import Refusal


def auth_test(call: Call) -> JsonObject:
    return {
        "url": f"{call.house.base_url}/",
        "team": seed.TEAM_NAME,
        "user": call.house.manifest.display_name,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> JsonObject:
    house = call.house
    return {"url": f"{house.socket_url}/link?ticket={house.links.ticket()}&app_id={APP}"}


def team_info(call: Call) -> JsonObject:
    if call.text("team") not in {"", TEAM}:
        raise Refusal("team_not_found")
    return {
        "team": {
            "id": TEAM,
            "name": seed.TEAM_NAME,
            "domain": seed.TEAM_DOMAIN,
            "url": f"{call.house.base_url}/",
            "email_domain": "",
            "icon": {},
        }
    }


def bots_info(call: Call) -> JsonObject:
    if call.text("bot") not in {"", BOT}:
        raise Refusal("bot_not_found")
    return {
        "bot": {
            "id": BOT,
            "deleted": call.house.workspace.revoked,
            "name": call.house.manifest.display_name,
            "updated": 1767225600,
            "app_id": APP,
            "user_id": BOT_USER,
            "icons": {},
        }
    }


METHODS = (
    Method("api.test", lambda _call: {}, SPECIAL, takes={"foo": Kind.TEXT}, caller="anybody"),
    Method("auth.test", auth_test, SPECIAL),
    # Slack allows one a minute with bursts; a reconnecting app must not wait for minutes here.
    Method("apps.connections.open", connections_open, TIER_3, caller="app"),
    Method(
        "team.info",
        team_info,
        TIER_3,
        takes={"team": Kind.TEXT, "domain": Kind.TEXT},
        scopes=("team:read",),
    ),
    Method("bots.info", bots_info, TIER_3, takes={"bot": Kind.TEXT}, scopes=("users:read",)),
)
