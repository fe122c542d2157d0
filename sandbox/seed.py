"""The workspace at its first start: four members, four channels, one app."""

from __future__ import annotations

from sandbox.records import BOT_USER, Channel, Member

TEAM_NAME = "Togi Sandbox"
TEAM_DOMAIN = "togi-sandbox"
USERGROUPS = {"S0OPERATORS": ["U0AIKO", "U0BEN"]}
HANDLES = {"S0OPERATORS": "operators"}  # of user groups


def members() -> list[Member]:
    return [
        Member(
            id="U0AIKO",
            name="aiko",
            real_name="Aiko Tanaka",
            locale="ja-JP",
            tz="Asia/Tokyo",
            tz_label="Japan Standard Time",
            tz_offset=32400,
            color="2b6cb0",
            is_owner=True,
            is_admin=True,
        ),
        Member(id="U0BEN", name="ben", real_name="Ben Carter", color="2f855a", is_admin=True),
        Member(
            id="U0CHIKA",
            name="chika",
            real_name="Chika Mori",
            locale="ja-JP",
            tz="Asia/Tokyo",
            tz_label="Japan Standard Time",
            tz_offset=32400,
            color="b7791f",
        ),
        Member(id="U0DANA", name="dana", real_name="Dana Lee", color="97266d"),
        Member(id=BOT_USER, name="togi", real_name="Togi", is_bot=True),
    ]


def channels() -> list[Channel]:
    people = ["U0AIKO", "U0BEN", "U0CHIKA", "U0DANA"]
    rooms = [
        Channel("C0GENERAL", "general", "channel", [*people, BOT_USER], topic="For everybody"),
        Channel("C0SUPPORT", "support", "channel", [*people, BOT_USER], topic="Customers' tickets"),
        Channel("C0RANDOM", "random", "channel", list(people), topic="Anything else"),
        Channel("G0LEGAL", "legal", "group", ["U0AIKO", "U0CHIKA", BOT_USER], topic="Private"),
    ]
    return rooms + [Channel(f"D{user[1:]}", "", "im", [user, BOT_USER]) for user in people]
