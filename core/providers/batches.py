"""Questions that a provider answers when it has time: many in a file, one model for all of them.

Nothing here happens twice: a file and a batch that an earlier try made are found by their name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import orjson
from pydantic import BaseModel, ValidationError

from core.providers.chat import Sampling, Turn, without_nul
from core.providers.client import Client
from core.providers.files import deleted, uploaded
from core.providers.profiles import Profile
from core.providers.refusals import ProviderError, plainly

PAGE, MOST = 100, 1000  # batches; some servers never say that a list has ended
KEY = "togi_batch"  # the metadata that says which of our batches a provider's batch is
OVER = {"completed", "failed", "expired", "cancelled"}
ANSWERED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of a batch; its answer comes back under the same key."""

    key: str
    turns: Sequence[Turn]
    sampling: Sampling


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer; when it was given is not told, so that nobody knows how long it took."""

    key: str
    text: str
    prompt_tokens: int | None
    completion_tokens: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteBatch:
    """A batch as the provider tells it."""

    is_over: bool
    done: int  # questions that were answered or refused


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message


class _Usage(BaseModel):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Body(BaseModel):
    choices: list[_Choice] = []
    usage: _Usage = _Usage()


class _Response(BaseModel):
    status_code: int
    body: _Body


class _Row(BaseModel):
    custom_id: str
    response: _Response


@dataclass(frozen=True, slots=True)
class Batches:
    """The side of a provider that answers later."""

    profile: Profile
    client: Client

    async def find(self, name: str) -> str | None:
        """The id of the batch with this name, where an earlier try made it."""
        client = await self.client.get()
        with plainly(self.profile.title):
            looked_at = 0
            async for one in client.batches.list(limit=PAGE):
                if (one.metadata or {}).get(KEY) == name:
                    return one.id
                looked_at += 1
                if looked_at == MOST:
                    break
        return None

    async def begin(self, name: str, model: str, asked: Iterable[Asked]) -> str:
        """The id of a new batch; where it is refused, its file goes at once.

        The SDK would repeat a create that timed out: no retries here.
        """
        client = await self.client.get()
        lines = b"".join(orjson.dumps(_line(model, one)) + b"\n" for one in asked)
        with plainly(self.profile.title):
            file = await uploaded(client, f"{name}.jsonl", "batch", lines)
        try:
            with plainly(self.profile.title):
                batch = await client.with_options(max_retries=0).batches.create(
                    input_file_id=file,
                    endpoint="/v1/chat/completions",
                    completion_window="24h",
                    metadata={KEY: name},
                )
        except ProviderError as error:
            if not error.may_pass:
                with plainly(self.profile.title):
                    await deleted(client, file)
            raise
        return batch.id

    async def look(self, batch_id: str) -> RemoteBatch:
        client = await self.client.get()
        with plainly(self.profile.title):
            batch = await client.batches.retrieve(batch_id)
        counts = batch.request_counts
        done = counts.completed + counts.failed if counts else 0
        return RemoteBatch(is_over=batch.status in OVER, done=done)

    async def answers(self, batch_id: str) -> list[Said]:
        """What was answered, whichever way the batch ended; what was refused is left out."""
        client = await self.client.get()
        with plainly(self.profile.title):
            batch = await client.batches.retrieve(batch_id)
            if not batch.output_file_id:
                return []
            content = await client.files.content(batch.output_file_id)
        return [said for line in content.content.splitlines() if (said := _said(line))]

    async def cancel(self, batch_id: str) -> None:
        client = await self.client.get()
        with plainly(self.profile.title):
            await client.batches.cancel(batch_id)

    async def forget(self, batch_id: str) -> None:
        """Let the provider delete what was asked and answered; what is gone is gone."""
        client = await self.client.get()
        with plainly(self.profile.title):
            batch = await client.batches.retrieve(batch_id)
            for file in (batch.input_file_id, batch.output_file_id, batch.error_file_id):
                if file:
                    await deleted(client, file)


def _line(model: str, asked: Asked) -> dict[str, object]:
    return {
        "custom_id": asked.key,
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": {
            "model": model,
            "messages": asked.turns,
            "temperature": asked.sampling.temperature,
            "max_tokens": asked.sampling.max_tokens,
        },
    }


def _said(line: bytes) -> Said | None:
    """An answer; None where a line tells of none, or of none that can be read."""
    try:
        row = _Row.model_validate_json(line)
    except ValidationError:
        return None
    body = row.response.body
    if row.response.status_code != ANSWERED or not body.choices:
        return None
    return Said(
        key=row.custom_id,
        text=without_nul(body.choices[0].message.content or "").strip(),
        prompt_tokens=body.usage.prompt_tokens,
        completion_tokens=body.usage.completion_tokens,
    )
