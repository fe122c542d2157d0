"""A file at a provider: uploaded once, found again by its name."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from openai import AsyncOpenAI

PAGE = 100
Purpose = Literal["fine-tune", "batch"]


async def uploaded(client: AsyncOpenAI, name: str, purpose: Purpose, lines: bytes) -> str:
    """The id of the file called `name`, uploaded unless the provider has it already.

    The SDK would repeat an upload that timed out: no retries there.
    """
    there = await found(client, name, purpose)
    if there:
        return there
    made = await client.with_options(max_retries=0).files.create(
        file=(name, lines, "application/jsonl"), purpose=purpose
    )
    return made.id


async def found(client: AsyncOpenAI, name: str, purpose: Purpose) -> str | None:
    """The id of the file called `name`, among the newest ones."""
    files = await client.files.list(purpose=purpose, limit=PAGE, order="desc")
    return next((file.id for file in files.data if file.filename == name), None)


async def deleted(client: AsyncOpenAI, file_id: str) -> None:
    """See to it that a file is gone."""
    from openai import NotFoundError

    with suppress(NotFoundError):
        await client.files.delete(file_id)
