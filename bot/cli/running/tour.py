"""The tour: a process that acts as four people of the sandbox, and tells what happens."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "support-triage.csv"


async def play(page: str, *, language: str, seconds_to_start: float) -> int:
    """Play it in this terminal; its exit code says whether the tuned model won."""
    options = [
        "--url",
        page,
        "--example",
        str(EXAMPLE),
        "--starting-took",
        f"{seconds_to_start:.1f}",
    ]
    options += ["--language", language]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "sandbox.tour", *options),
        start_new_session=True,  # Ctrl-C reaches us alone
    )
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            process.terminate()
