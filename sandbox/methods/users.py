"""Who is who."""

from __future__ import annotations

from sandbox import seed
from sandbox.access import page_of, person
from sandbox.call import Call, Kind, Method
from sandbox.json_types import JsonObject
from sandbox.rates import TIER_2, TIER_4
from sandbox.records import APP, BOT, BOT_USER, Member
from sandbox.refusal import Refusal


def user_json(member: Member, *, locale: bool) -> JsonObject:
    shown: JsonObject = {
        "id": member.id,
        "team_id": member.team_id,
        "name": member.name,
        "deleted": member.deleted,
        "color": member.color,
        "real_name": member.real_name,
        "tz": member.tz,
        "tz_label": member.tz_label,
        "tz_offset": member.tz_offset,
        "profile": _profile(member),
        "is_admin": member.is_admin,
        "is_owner": member.is_owner,
        "is_primary_owner": member.is_owner,
        "is_restricted": member.is_restricted,
        "is_ultra_restricted": member.is_ultra_restricted,
        "is_bot": member.is_bot,
        "is_app_user": False,
        "updated": 1767225600,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    if member.team_id != Member.team_id:
        shown["is_stranger"] = True
    if locale:
        shown["locale"] = member.locale
    return shown


def _profile(member: Member) -> JsonObject:
    profile: JsonObject = {
        "real_name": member.real_name,
        "real_name_normalized": member.real_name,
        "display_name": member.name,
        "display_name_normalized": member.name,
        "title": "",
        "status_text": "",
        "status_emoji": "",
        "team": member.team_id,
    }
    if member.id == BOT_USER:
        profile |= {"api_app_id": APP, "bot_id": BOT, "always_active": True}
    return profile


def info(call: Call) -> JsonObject:
    return {"user": user_json(person(call), locale=call.flag("include_locale"))}


def everybody(call: Call) -> JsonObject:
    locale = call.flag("include_locale")
    people = [user_json(one, locale=locale) for one in call.house.workspace.members.values()]
    page, cursor = page_of(call, people, default=200)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def usergroup(call: Call) -> JsonObject:
    users = seed.USERGROUPS.get(call.text("usergroup"))
    if users is None:
        raise Refusal("no_such_subteam")
    return {"users": users}


def usergroups(call: Call) -> JsonObject:
    groups: list[JsonObject] = []
    for identity, users in seed.USERGROUPS.items():
        handle = seed.HANDLES[identity]
        group: JsonObject = {
            "id": identity,
            "team_id": Member.team_id,
            "is_usergroup": True,
            "name": handle,
            "handle": handle,
            "is_external": False,
            "date_delete": 0,
        }
        groups.append(group | ({"users": list(users)} if call.flag("include_users") else {}))
    return {"usergroups": groups}


METHODS = (
    Method(
        "users.info",
        info,
        TIER_4,
        needs={"user": Kind.TEXT},
        takes={"include_locale": Kind.FLAG},
        scopes=("users:read",),
    ),
    Method(
        "users.list",
        everybody,
        TIER_2,
        takes={"cursor": Kind.TEXT, "limit": Kind.NUMBER, "include_locale": Kind.FLAG},
        scopes=("users:read",),
    ),
    Method(
        "usergroups.list",
        usergroups,
        TIER_2,
        takes={
            "include_count": Kind.FLAG,
            "include_disabled": Kind.FLAG,
            "include_users": Kind.FLAG,
        },
        scopes=("usergroups:read",),
    ),
    Method(
        "usergroups.users.list",
        usergroup,
        TIER_2,
        needs={"usergroup": Kind.TEXT},
        takes={"include_disabled": Kind.FLAG},
        scopes=("usergroups:read",),
    ),
)
