"""Chat completions: whole, or word by word as server-sent events."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from trainer import ids, weights
from trainer.ask import Ask, Failure, Finish, Piece
from trainer.bases import Base, UnknownBase, find
from trainer.engine import Engine
from trainer.examples import Message
from trainer.places import Places
from trainer.protocol.errors import ApiError
from trainer.protocol.models import find_model
from trainer.store import Model, Store

USUAL_TOKENS = 512
Tokens = Annotated[int, Field(ge=1)]
StopWord = Annotated[str, Field(min_length=1)]
Chunk = dict[str, JsonValue]
Replies = AsyncGenerator[Piece | Finish | Failure]


class StreamOptions(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    include_usage: bool = False


class TextFormat(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    type: Literal["text"]


class Create(BaseModel):
    """The body of a question. What a small model can't do is refused, never ignored."""

    model_config = ConfigDict(extra="forbid", strict=True)

    model: str
    messages: Annotated[list[Message], Field(min_length=1)]
    max_tokens: Tokens | None = None
    max_completion_tokens: Tokens | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(gt=0, le=1)] | None = None
    seed: Annotated[int, Field(ge=-(2**63), lt=2**63)] | None = None
    stop: StopWord | Annotated[list[StopWord], Field(max_length=4)] | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = None
    presence_penalty: Literal[0] | None = None
    frequency_penalty: Literal[0] | None = None
    logprobs: Literal[False] | None = None
    response_format: TextFormat | None = None
    user: str | None = None
    safety_identifier: str | None = None
    metadata: dict[str, str] | None = None
    store: Literal[False] | None = None

    @model_validator(mode="after")
    def _options_need_a_stream(self) -> Self:
        if self.stream_options is not None and not self.stream:
            raise ValueError("stream_options is only allowed when stream is enabled")
        return self

    @property
    def stop_words(self) -> list[str]:
        return [self.stop] if isinstance(self.stop, str) else self.stop or []


@dataclass(frozen=True, slots=True)
class Completion:
    """What all the chunks of one answer share."""

    model: str
    id: str = field(default_factory=lambda: ids.new("chatcmpl-"))
    created: int = field(default_factory=lambda: int(time.time()))

    def body(self, kind: str, choices: list[JsonValue], usage: JsonValue) -> Chunk:
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": self.model,
            "system_fingerprint": None,
            "choices": choices,
            "usage": usage,
        }

    def whole(self, text: str, finish: Finish) -> Chunk:
        message: JsonValue = {"role": "assistant", "content": text, "refusal": None}
        choice: JsonValue = {
            "index": 0,
            "message": message,
            "logprobs": None,
            "finish_reason": finish.reason,
        }
        return self.body("chat.completion", [choice], usage(finish))

    def chunk(self, delta: Mapping[str, JsonValue], reason: str | None = None) -> Chunk:
        choice: JsonValue = {
            "index": 0,
            "delta": dict(delta),
            "logprobs": None,
            "finish_reason": reason,
        }
        return self.body("chat.completion.chunk", [choice], None)


def usage(finish: Finish) -> Chunk:
    return {
        "prompt_tokens": finish.prompt_tokens,
        "completion_tokens": finish.completion_tokens,
        "total_tokens": finish.prompt_tokens + finish.completion_tokens,
    }


def routes(store: Store, places: Places, bases: tuple[Base, ...], engine: Engine) -> APIRouter:
    router = APIRouter(prefix="/chat/completions")

    @router.post("", response_model=None)
    async def create(request: Request, body: Create) -> Response:
        ask = await asyncio.to_thread(asked, store, places, bases, engine.next_number(), body)
        completion = Completion(body.model)
        if body.stream:
            replies = engine.answer(ask)
            first = await anext(replies)
            if isinstance(first, Failure):
                raise refusal(first)
            with_usage = body.stream_options is not None and body.stream_options.include_usage
            return StreamingResponse(
                _events(completion, first, replies, with_usage=with_usage),
                media_type="text/event-stream",
            )
        return await _whole(request, completion, engine.answer(ask))

    return router


def asked(store: Store, places: Places, bases: tuple[Base, ...], number: int, body: Create) -> Ask:
    model = find_model(store, bases, body.model)
    base = model if isinstance(model, Base) else _base_of(model, bases)
    if not weights.is_ready(base, places.bases):
        message = f"The base model {base.id} isn't downloaded yet: train on it once to get it."
        raise ApiError(400, message, code="base_model_unavailable", param="model")
    return Ask(
        id=number,
        base=base,
        bases_folder=places.bases,
        adapter=None if isinstance(model, Base) else Path(model.folder),
        turns=[message.turn() for message in body.messages],
        max_tokens=body.max_completion_tokens or body.max_tokens or USUAL_TOKENS,
        temperature=1.0 if body.temperature is None else body.temperature,
        top_p=1.0 if body.top_p is None else body.top_p,
        seed=body.seed,
        stop=body.stop_words,
    )


def _base_of(model: Model, bases: tuple[Base, ...]) -> Base:
    try:
        return find(bases, model.base)
    except UnknownBase:
        message = f"The base model {model.base} of {model.id} isn't offered here any more."
        raise ApiError(400, message, code="base_model_unavailable", param="model") from None


def refusal(failure: Failure) -> ApiError:
    ours = failure.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    kind = "server_error" if ours else "invalid_request_error"
    return ApiError(
        failure.status, failure.message, code=failure.code, param=failure.param, kind=kind
    )


async def _whole(request: Request, completion: Completion, replies: Replies) -> Response:
    """Collect the answer, unless whoever asked hangs up."""
    answering = asyncio.create_task(collect(completion, replies))
    hanging_up = asyncio.create_task(_hang_up(request))
    await asyncio.wait({answering, hanging_up}, return_when=asyncio.FIRST_COMPLETED)
    hanging_up.cancel()
    if not answering.done():
        answering.cancel()
        return Response(status_code=499)  # nobody reads it
    return JSONResponse(answering.result())


async def collect(completion: Completion, replies: Replies) -> Chunk:
    text = ""
    async for reply in replies:
        match reply:
            case Piece():
                text += reply.text
            case Failure():
                raise refusal(reply)
            case Finish():
                return completion.whole(text, reply)
    raise AssertionError("an answer ends with a finish or a failure")


async def _hang_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _events(
    completion: Completion,
    first: Piece | Finish | Failure,
    replies: Replies,
    *,
    with_usage: bool,
) -> AsyncIterator[str]:
    yield _event(completion.chunk({"role": "assistant", "content": ""}))
    # Whoever hangs up closes this stream, and with it the answer.
    async with aclosing(replies):
        reply = first
        while isinstance(reply, Piece):
            yield _event(completion.chunk({"content": reply.text}))
            reply = await anext(replies)
    match reply:
        case Failure():
            yield _event(refusal(reply).body)
            return
        case Finish():
            yield _event(completion.chunk({}, reply.reason))
            if with_usage:
                yield _event(completion.body("chat.completion.chunk", [], usage(reply)))
    yield "data: [DONE]\n\n"


def _event(chunk: Mapping[str, object]) -> str:
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"
