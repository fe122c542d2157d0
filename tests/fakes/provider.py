"""A provider that follows a script: real HTTP on a real socket, for the real SDK to meet.

It keeps files and jobs as a provider does; a `Trouble` makes it misbehave as providers do.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

Json = dict[str, object]
KEY = "sk-a-key-that-nobody-must-see"


@dataclass
class Trouble:
    """What goes wrong at requests that begin with `at` (`POST /fine_tuning/jobs`)."""

    at: str
    status: int = 500
    body: object = None
    after_effect: bool = False  # the work was done, only the answer is lost
    hang_up: bool = False
    times: int = 1


@dataclass
class Call:
    what: str
    query: dict[str, str]
    body: object


@dataclass
class Provider:
    """What it holds, what it was asked, and what will go wrong."""

    base_url: str = ""
    files: list[Json] = field(default_factory=list)
    uploads: list[bytes] = field(default_factory=list)
    jobs: list[Json] = field(default_factory=list)
    events: list[Json] = field(default_factory=list)  # newest first, as they are listed
    checkpoints: list[Json] = field(default_factory=list)  # newest first
    batches: list[Json] = field(default_factory=list)  # newest first
    chunks: list[Json | str] = field(default_factory=list)
    endless: bool = False  # a list that never says that it has ended
    deaf_to_cursors: bool = False
    contexts: dict[str, int] = field(default_factory=dict)  # what each model takes, if it is told
    troubles: list[Trouble] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    def calls_of(self, what: str) -> list[Call]:
        return [call for call in self.calls if call.what == what]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        what = f"{request.method} {request.path.removeprefix('/v1')}"
        body = await _body_of(request)
        self.calls.append(Call(what, dict(request.query), body))
        trouble = next((one for one in self.troubles if what.startswith(one.at)), None)
        if trouble is None and (context := self.contexts.get(what.removeprefix("GET /models/"))):
            return web.json_response(_model("small-base", max_model_len=context))
        if trouble is None:
            return await self._do(what, body, request)
        trouble.times -= 1
        if not trouble.times:
            self.troubles.remove(trouble)
        if trouble.after_effect:
            await self._do(what, body, request)
        if trouble.hang_up and request.transport:
            request.transport.close()
        if isinstance(trouble.body, str):
            return web.Response(status=trouble.status, text=trouble.body)
        return web.json_response(trouble.body, status=trouble.status)

    async def _do(self, what: str, body: object, request: web.Request) -> web.StreamResponse:
        match what.split():
            case ["GET", "/files"]:
                return _page(self.files)
            case ["POST", "/files"]:
                return self._keep_file(body)
            case ["GET", "/fine_tuning/jobs"]:
                return _page(self.jobs)
            case ["POST", "/fine_tuning/jobs"]:
                return self._create_job(body)
            case ["GET", path] if path.endswith(("/events", "/checkpoints", "/batches")):
                told = getattr(self, path.rpartition("/")[2])
                return self._list(told, request.query.get("after"))
            case ["POST", path] if path.endswith("/cancel"):
                self._job(path.split("/")[3])["status"] = "cancelled"
                return web.json_response(self._job(path.split("/")[3]))
            case ["GET", path] if path.startswith("/fine_tuning/jobs/"):
                return web.json_response(self._job(path.split("/")[3]))
            case ["GET", "/models"]:
                return _page([_model(name) for name in ("small-base", "ft:small-base:us::1")])
            case ["POST", "/chat/completions"]:
                return await self._speak(request)
        return web.json_response({"error": {"message": f"no such path: {what}"}}, status=404)

    def _keep_file(self, body: object) -> web.Response:
        name, content = body if isinstance(body, tuple) else ("", b"")
        self.uploads.append(content)
        file = {"id": f"file-{len(self.files) + 1}", "object": "file", "filename": name}
        self.files.insert(0, file)
        return web.json_response(file)

    def _create_job(self, body: object) -> web.Response:
        wanted = body if isinstance(body, dict) else {}
        job = a_job(id=f"ftjob-{len(self.jobs) + 1}", **wanted)
        self.jobs.insert(0, job)
        return web.json_response(job)

    def _job(self, job_id: str) -> Json:
        return next(job for job in self.jobs if job["id"] == job_id)

    def _list(self, items: list[Json], after: str | None) -> web.Response:
        if self.endless:
            number = int((after or "ev-0").partition("-")[2]) + 1
            return _page([{"id": f"ev-{number}", "object": "event", "data": {}}], has_more=True)
        ids = [item["id"] for item in items]
        start = ids.index(after) + 1 if after in ids and not self.deaf_to_cursors else 0
        page = items[start : start + 100]
        has_more = self.deaf_to_cursors or start + 100 < len(items)
        return _page(page, has_more=has_more)

    async def _speak(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        for chunk in self.chunks:
            if chunk == "hang up" and request.transport:
                request.transport.close()
                return response
            await response.write(f"data: {json.dumps(chunk)}\n\n".encode())
        await response.write(b"data: [DONE]\n\n")
        return response


def _model(name: str, **more: object) -> Json:
    return {"id": name, "object": "model", **more}


def a_job(**fields: object) -> Json:
    """A job as OpenAI writes it."""
    own: Json = {
        "id": "ftjob-1",
        "object": "fine_tuning.job",
        "created_at": 1,
        "status": "queued",
        "model": "small-base",
        "training_file": "file-1",
        "fine_tuned_model": None,
        "error": None,
        "trained_tokens": None,
        "estimated_finish": None,
        "metadata": None,
    }
    return {**own, **fields}


def a_metric(number: int, **data: object) -> Json:
    """An event that tells of a loss."""
    return {
        "id": f"ev-{number}",
        "object": "fine_tuning.job.event",
        "type": "metrics",
        "data": data,
    }


def a_checkpoint(step: int, loss: float | None, model: str = "") -> Json:
    """A checkpoint as OpenAI writes it."""
    return {
        "id": f"ftckpt_{step}",
        "object": "fine_tuning.job.checkpoint",
        "created_at": 1,
        "fine_tuned_model_checkpoint": model or f"ft:small-base:faq::1:ckpt-step-{step}",
        "fine_tuning_job_id": "ftjob-1",
        "step_number": step,
        "metrics": {"step": step, "train_loss": 1.0, "full_valid_loss": loss},
    }


def spoken(text: str | None = None, usage: tuple[int, int] | None = None) -> Json:
    """A piece of a streamed answer."""
    choices = [] if text is None else [{"index": 0, "delta": {"content": text}}]
    chunk: Json = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    counted = usage and {
        "prompt_tokens": usage[0],
        "completion_tokens": usage[1],
        "total_tokens": sum(usage),
    }
    return {**chunk, "choices": choices, "usage": counted}


def _page(items: list[Json], *, has_more: bool = False) -> web.Response:
    return web.json_response({"object": "list", "data": items[:100], "has_more": has_more})


async def _body_of(request: web.Request) -> object:
    if request.can_read_body and request.content_type == "application/json":
        return await request.json()
    if request.content_type == "multipart/form-data":
        form = await request.post()
        file = form["file"]
        return (file.filename, file.file.read()) if isinstance(file, web.FileField) else None
    return None


@asynccontextmanager
async def serving() -> AsyncIterator[Provider]:
    """A provider that answers on a free port."""
    provider = Provider()
    app = web.Application()
    app.router.add_route("*", "/v1/{path:.*}", provider.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    provider.base_url = f"{site.name}/v1"
    try:
        yield provider
    finally:
        await runner.cleanup()
