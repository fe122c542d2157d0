"""The server: every route behind one key, every body and refusal as OpenAI writes them."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from fastapi import APIRouter, Depends, FastAPI, Request

from trainer.bases import Base
from trainer.engine import Engine
from trainer.places import Places
from trainer.protocol import batches, chat, counting, files, history, jobs, models
from trainer.protocol.batch_worker import BatchWorker
from trainer.protocol.errors import ApiError, speak_openai
from trainer.protocol.request_log import RequestLog
from trainer.store import Store
from trainer.supervisor import Supervisor


@dataclass(frozen=True, slots=True)
class Settings:
    places: Places
    key: str
    bases: tuple[Base, ...]
    threads: int
    save_seconds: float = 60.0
    largest_file: int = 512 * 1024 * 1024


def build(settings: Settings) -> FastAPI:
    places, bases = settings.places, settings.bases
    store = Store(places.store)
    engine = Engine(settings.threads)
    supervisor = Supervisor(store, places, bases, settings.threads, settings.save_seconds)
    worker = BatchWorker(store, places, bases, engine)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        supervisor.start()
        working = asyncio.create_task(worker.run())
        yield
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
        await engine.close()
        supervisor.leave()
        store.close()

    app = FastAPI(lifespan=life, openapi_url=None, docs_url=None, redoc_url=None)
    app.add_middleware(RequestLog)
    speak_openai(app)
    v1 = APIRouter(prefix="/v1", dependencies=[Depends(_key_holder(settings.key))])
    v1.include_router(files.routes(store, places, settings.largest_file))
    v1.include_router(jobs.routes(store, bases))
    v1.include_router(batches.routes(store))
    v1.include_router(history.routes(store))
    v1.include_router(models.routes(store, places, bases))
    v1.include_router(counting.routes(store, places, bases, settings.largest_file))
    v1.include_router(chat.routes(store, places, bases, engine))
    app.include_router(v1)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    return app


def _key_holder(key: str) -> Callable[[Request], None]:
    def check(request: Request) -> None:
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        right = secrets.compare_digest(shown.encode(), key.encode())
        if scheme.lower() != "bearer" or not right:
            message = "Incorrect API key provided. The key is in the trainer's data folder."
            raise ApiError(401, message, code="invalid_api_key")

    return check
