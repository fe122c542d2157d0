"""Files: announced, uploaded by ticket, completed into a message."""

from __future__ import annotations

import secrets

from sandbox import speech, uploads
from sandbox.access import known_file, thread_of, writable_channel
from sandbox.call import Call, Kind, Method
from sandbox.content import message_blocks
from sandbox.file_wire import file_json, file_json_with_shares
from sandbox.json_types import JsonObject
from sandbox.rates import TIER_3, TIER_4
from sandbox.records import BOT_USER, File, Message
from sandbox.refusal import Refusal
from sandbox.sessions import status_cleared


def get_upload_url(call: Call) -> JsonObject:
    length = call.number("length", 0)
    if length <= 0:
        raise Refusal("invalid_arguments", ["must be more than 0 [json-pointer:/length]"])
    if length > uploads.LARGEST:
        raise Refusal("file_upload_size_restricted")
    file = uploads.announced(call.house, call.text("filename"), length, BOT_USER)
    file.alt_txt = call.text("alt_txt")
    call.house.workspace.keep(file)
    ticket = secrets.token_urlsafe(24)
    call.house.uploads[ticket] = file.id
    return {"upload_url": f"{call.house.base_url}/upload/{ticket}", "file_id": file.id}


def complete_upload(call: Call) -> JsonObject:
    files = [_uploaded(call, one) for one in call.objects("files")]
    if not files:
        raise Refusal("invalid_arguments", ["no fewer than 1 items required [json-pointer:/files]"])
    where = [call.text("channel_id")] if call.has("channel_id") else call.ids("channels")
    for file in files:
        file.complete = True
        call.house.workspace.keep(file)
    for channel_id in where:
        _share(call, files, channel_id)
    return {"files": [file_json(call.house, file) for file in files]}


def _uploaded(call: Call, entry: JsonObject) -> File:
    file = call.house.workspace.files.get(str(entry.get("id")))
    if file is None or file.user != BOT_USER or file.complete:
        raise Refusal("file_not_found")
    if file.size < 0:
        raise Refusal("file_not_uploaded")
    if set(entry) - {"id", "title", "highlight_type"}:
        raise Refusal("invalid_arguments", ["invalid additional property [json-pointer:/files]"])
    file.title = str(entry.get("title") or file.name)
    return file


def _share(call: Call, files: list[File], channel_id: str) -> None:
    call.args["channel"] = channel_id
    channel = writable_channel(call)
    comment = call.text("initial_comment")
    blocks = message_blocks(call.house, call.objects("blocks"))
    if comment and blocks:
        raise Refusal("invalid_arguments", ["initial_comment and blocks exclude each other"])
    message = Message(
        channel=channel.id,
        ts=call.house.workspace.clock.ts(),
        user=BOT_USER,
        text=comment,
        thread_ts=thread_of(call, channel),
        subtype="file_share",
        blocks=blocks,
        files=[file.id for file in files],
    )
    uploads.shared(call.house, channel, message)
    speech.say(call.house, channel, message)
    status_cleared(call.house, channel, message.thread_ts)


def info(call: Call) -> JsonObject:
    file = known_file(call, call.text("file"))
    return {"file": file_json_with_shares(call.house, file), "comments": []}


def delete(call: Call) -> JsonObject:
    file = known_file(call, call.text("file"))
    if file.user != BOT_USER:
        raise Refusal("cant_delete_file")
    uploads.delete(call.house, file)
    return {}


METHODS = (
    Method(
        "files.getUploadURLExternal",
        get_upload_url,
        TIER_4,
        needs={"filename": Kind.TEXT, "length": Kind.NUMBER},
        takes={"alt_txt": Kind.TEXT, "snippet_type": Kind.TEXT},
        scopes=("files:write",),
    ),
    Method(
        "files.completeUploadExternal",
        complete_upload,
        TIER_4,
        needs={"files": Kind.OBJECTS},
        takes={
            "channel_id": Kind.TEXT,
            "channels": Kind.IDS,
            "thread_ts": Kind.TEXT,
            "initial_comment": Kind.TEXT,
            "blocks": Kind.OBJECTS,
        },
        scopes=("files:write",),
    ),
    Method(
        "files.info",
        info,
        TIER_4,
        needs={"file": Kind.TEXT},
        takes={
            "count": Kind.NUMBER,
            "cursor": Kind.TEXT,
            "limit": Kind.NUMBER,
            "page": Kind.NUMBER,
        },
        scopes=("files:read",),
    ),
    Method(
        "files.delete",
        delete,
        TIER_3,
        needs={"file": Kind.TEXT},
        scopes=("files:write",),
    ),
)
