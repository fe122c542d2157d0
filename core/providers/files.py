"""A file at a provider: uploaded once, found again by its name."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from openai import AsyncOpenAI

PAGE = 100


async def uploaded(
    client: AsyncOpenAI, name: str, purpose: Literal["fine-tune", "batch"], lines: bytes
) -> str:
    """The id of the file called `name`, uploaded unless the provider has it already.

    The SDK would repeat an upload that timed out: no retries there.
    """
    files = await client.files.list(purpose=purpose, limit=PAGE, order="desc")
    for file in files.data:
        if file.filename == name:
            return file.id
    made = await client.with_options(max_retries=0).files.create(
        file=(name, lines, "application/jsonl"), purpose=purpose
    )
    return made.id


async def deleted(client: AsyncOpenAI, file_id: str) -> None:
    """See to it that a file is gone."""
    from openai import NotFoundError

    with suppress(NotFoundError):
        await client.files.delete(file_id)
