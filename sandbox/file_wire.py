"""A file as Slack writes it."""

from __future__ import annotations

from urllib.parse import quote

from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.records import TEAM, File


def file_json(house: House, file: File) -> JsonObject:
    rooms = {"channel": "channels", "group": "groups", "im": "ims"}
    name = quote(file.name, safe="")
    shown: JsonObject = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": file.filetype,
        "pretty_type": file.filetype.upper(),
        "user": file.user,
        "user_team": TEAM,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": any(one.startswith("C") for one in file.shares),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{house.base_url}/files-pri/{TEAM}-{file.id}/{name}",
        "url_private_download": f"{house.base_url}/files-pri/{TEAM}-{file.id}/download/{name}",
        "permalink": f"{house.base_url}/people/file/{file.id}/{name}",
        "is_starred": False,
        "has_rich_preview": False,
        "file_access": "visible",
        "channels": [],
        "groups": [],
        "ims": [],
    }
    if file.alt_txt:
        shown["alt_txt"] = file.alt_txt
    for channel_id in file.shares:
        shown[rooms[house.workspace.channels[channel_id].shape]].append(channel_id)
    return shown


def file_json_with_shares(house: House, file: File) -> JsonObject:
    """As files.info tells it: with the messages that carry the file."""
    shares: dict[str, dict[str, list[JsonObject]]] = {"public": {}, "private": {}}
    for channel_id, timestamps in file.shares.items():
        side = "public" if house.workspace.channels[channel_id].shape == "channel" else "private"
        shares[side][channel_id] = [{"ts": ts, "team_id": TEAM} for ts in timestamps]
    return file_json(house, file) | {"shares": {side: at for side, at in shares.items() if at}}
