"""Uploads and downloads: bytes stream to the data folder and back, never through memory."""

from __future__ import annotations

import asyncio
import mimetypes
from pathlib import Path, PurePosixPath

from aiohttp import BodyPartReader, MultipartReader, StreamReader, web

from sandbox import access, events
from sandbox.clock import fresh_id, now
from sandbox.faults import Fault
from sandbox.file_wire import file_json
from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.records import TEAM, Channel, File, Message
from sandbox.refusal import Refusal

LARGEST = 1024 * 1024 * 1024
_CHUNK = 256 * 1024
_NOT_YET = -1
_LOGIN_PAGE = """<!DOCTYPE html>
<html lang="en-US"><head><title>Sign in | Slack</title></head>
<body><h1>Sign in to Togi Sandbox</h1><p>You need to sign in to see this page.</p></body></html>
"""
# What a browser may show in a page of ours; all else is only offered as a download.
_SHOWN = {"image/png", "image/jpeg", "image/gif", "image/webp"}


def announced(house: House, name: str, size: int, user: str) -> File:
    """A file that is about to be uploaded; `size` is what was promised."""
    name = PurePosixPath(name.replace("\\", "/")).name[:255] or "file"
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = File(
        id=fresh_id("F"),
        name=name,
        title=name,
        mimetype=mimetype,
        filetype=PurePosixPath(name).suffix.lstrip(".").lower() or "text",
        size=_NOT_YET,
        user=user,
        created=now(),
    )
    house.promised[file.id] = size
    house.workspace.keep(file)
    return file


def shared(house: House, channel: Channel, message: Message) -> None:
    """The message carries its files into the channel; the app hears of each."""
    for file_id in message.files:
        file = house.workspace.files.get(file_id)
        if file is None or not file.complete:
            raise Refusal("file_not_found")
        file.shares.setdefault(channel.id, []).append(message.ts)
        house.workspace.keep(file)
        events.happened(
            house,
            {
                "type": "file_shared",
                "channel_id": channel.id,
                "file_id": file.id,
                "user_id": message.user,
                "file": {"id": file.id},
                "event_ts": message.ts,
            },
            channel,
        )


def delete(house: House, file: File) -> None:
    house.workspace.drop(file)
    asyncio.get_running_loop().run_in_executor(None, _unlink, _path(house, file))


def _unlink(path: Path) -> None:
    path.unlink(missing_ok=True)


def _path(house: House, file: File) -> Path:
    return house.data / "files" / file.id


async def take(house: House, file: File, request: web.Request, most: int) -> None:
    """Stream a request's bytes to disk; more than `most` are refused as they come."""
    source: StreamReader | BodyPartReader = request.content
    if request.content_type.startswith("multipart/"):
        part = await MultipartReader(request.headers, request.content).next()
        if not isinstance(part, BodyPartReader):
            raise Refusal("no_file_data")
        source = part
    path = _path(house, file)
    size = await _save(source, path, most)
    if size > most:
        await asyncio.to_thread(_unlink, path)
        raise Refusal("file_upload_size_restricted")
    file.size = size
    house.workspace.keep(file)


async def _save(source: StreamReader | BodyPartReader, path: Path, most: int) -> int:
    """Write what comes, and stop at the first byte too many."""
    size = 0
    out = await asyncio.to_thread(path.open, "wb")
    try:
        while size <= most and (chunk := await _next(source)):
            size += len(chunk)
            await asyncio.to_thread(out.write, chunk)
    finally:
        await asyncio.to_thread(out.close)
    return size


async def _next(source: StreamReader | BodyPartReader) -> bytes:
    if isinstance(source, BodyPartReader):
        return await source.read_chunk(_CHUNK)
    return await source.read(_CHUNK)


class Doors:
    """The addresses for bytes."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[web.RouteDef]:
        private = r"/files-pri/{team}-{file}/"
        return [
            web.post("/upload/{ticket}", self.upload),
            web.get(private + "{name}", self.download),
            web.get(private + "download/{name}", self.download),
            web.post("/people/upload", self.upload_by_person),
            web.get("/people/file/{file}/{name}", self.show),
        ]

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """What files.getUploadURLExternal pointed the app to."""
        house = self._house
        file = house.workspace.files.get(house.uploads.pop(request.match_info["ticket"], ""))
        if file is None:
            return web.Response(status=404, text="unknown or used upload")
        promised = house.promised.pop(file.id, LARGEST)
        try:
            await take(house, file, request, min(promised, LARGEST))
        except Refusal as refusal:
            return web.Response(status=413, text=str(refusal))
        await house.workspace.store.settled()
        return web.Response(text=f"OK - {file.size}")

    async def upload_by_person(self, request: web.Request) -> web.StreamResponse:
        house, person = self._house, request.query.get("as", "")
        if person not in house.workspace.members:
            return web.json_response({"ok": False, "error": "user_not_found"}, status=400)
        file = announced(house, request.query.get("name", "file"), LARGEST, person)
        try:
            await take(house, file, request, LARGEST)
        except Refusal as refusal:
            house.workspace.drop(file)
            return web.json_response(refusal.body(), status=413)
        file.complete = True
        house.workspace.keep(file)
        await house.workspace.store.settled()
        shown: JsonObject = {
            "id": file.id,
            "name": file.name,
            "size": file.size,
            "mimetype": file.mimetype,
            "permalink": file_json(house, file)["permalink"],
        }
        return web.json_response({"ok": True, "file": shown})

    async def download(self, request: web.Request) -> web.StreamResponse:
        """url_private: bytes for the app's token, and Slack's login page for everybody else."""
        house = self._house
        fault = house.faults.take("files.download")
        if fault is not None:
            await asyncio.sleep(fault.delay_s)
            if not fault.only_slow:
                return _refused(fault)
        file = house.workspace.files.get(request.match_info["file"])
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        allowed = (
            token == house.tokens.bot_token
            and not house.workspace.revoked
            and "files:read" in house.manifest.scopes
            and request.match_info["team"] == TEAM
        )
        if not allowed or file is None or not access.readable(house, file):
            return web.Response(text=_LOGIN_PAGE, content_type="text/html")
        return _sent(house, file, attached="download" in request.path)

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The same bytes for the page."""
        file = self._house.workspace.files.get(request.match_info["file"])
        if file is None:
            return web.Response(status=404)
        return _sent(self._house, file, attached=file.mimetype not in _SHOWN)


def _refused(fault: Fault) -> web.Response:
    if fault.redirect_to:
        return web.Response(status=302, headers={"location": fault.redirect_to})
    headers = {"retry-after": str(fault.retry_after)} if fault.retry_after else {}
    return web.Response(status=fault.http_status, text=fault.error, headers=headers)


def _sent(house: House, file: File, *, attached: bool) -> web.StreamResponse:
    headers = {
        "content-type": file.mimetype,
        "content-security-policy": "sandbox; default-src 'none'",
    }
    if attached:
        headers["content-disposition"] = "attachment"
    return web.FileResponse(_path(house, file), headers=headers)
