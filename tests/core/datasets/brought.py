"""Brings a file in as the bot does: read with what earlier versions decided, then stored."""

from __future__ import annotations

import asyncio
from pathlib import Path

from core.datasets import Version, bring_in, earlier, read_contents
from core.storage import Database


async def brought(
    database: Database,
    path: Path,
    *,
    name: str = "faq",
    cause: str = "cmd:1",
    private_to: str | None = None,
    system_prompt: str | None = None,
    seed: int = 0,
) -> Version:
    async with database.reading() as session:
        before = await earlier(session, "T1", name)
    contents = await asyncio.to_thread(
        read_contents, path, path.name, system_prompt, seed, earlier=before
    )
    with contents:
        async with database.transaction() as session:
            return await bring_in(
                session,
                contents,
                team="T1",
                name=name,
                cause=cause,
                person="U1",
                private_to=private_to,
            )
