"""`POST /togi/token_counts?model=NAME`: the tokens of each line of a training file.

An extension of the protocol: the body is the JSONL that would be uploaded for a training, and is
not kept. It is counted as a training on the model's base counts: what a job calls `trained_tokens`
is its `n_epochs` times the sum of the lines' `trained_tokens`.
"""

import asyncio
import contextlib
from asyncio.subprocess import PIPE
from pathlib import Path

from fastapi import APIRouter, Request, Response

from trainer import child, ids, weights
from trainer.bases import Base, find
from trainer.places import Places
from trainer.protocol.errors import ApiError, invalid
from trainer.protocol.models import find_model
from trainer.store import Store
from trainer.token_counts import Order


def routes(store: Store, places: Places, bases: tuple[Base, ...], largest: int) -> APIRouter:
    router = APIRouter(prefix="/togi/token_counts")
    one_at_a_time = asyncio.Semaphore(1)

    @router.post("")
    async def create(request: Request, model: str) -> Response:
        found = await asyncio.to_thread(find_model, store, bases, model)
        base = found if isinstance(found, Base) else find(bases, found.base)
        if not weights.is_ready(base, places.bases):
            message = f"The base model {base.id} isn't on this machine yet: train on it to get it."
            raise ApiError(400, message, code="base_model_unavailable", param="model")
        draft = places.files / f".{ids.new('count-')}.draft"
        try:
            await _receive(request, draft, largest)
            async with one_at_a_time:
                counted = await _counted(Order(base=base, bases_folder=places.bases), draft)
            return Response(counted, media_type="application/json")
        finally:
            draft.unlink(missing_ok=True)

    return router


async def _receive(request: Request, draft: Path, largest: int) -> None:
    size = 0
    with contextlib.closing(draft.open("wb")) as file:
        async for chunk in request.stream():
            size += len(chunk)
            if size > largest:
                raise ApiError(413, f"The body is larger than {largest // 1024 // 1024} MB.")
            file.write(chunk)
    if not size:
        raise invalid("The body is empty: send the JSONL of a training file.")


async def _counted(order: Order, file: Path) -> bytes:
    """The JSON that a process of its own answers, which doesn't outlive the question."""
    process = await asyncio.create_subprocess_exec(
        *child.command("trainer.counting", order.model_dump_json(), str(file)),
        env=child.environment(1),
        stdout=PIPE,
    )
    try:
        counted, _ = await process.communicate()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    if process.returncode:
        raise ApiError(500, "The tokens could not be counted.", kind="server_error")
    return counted
