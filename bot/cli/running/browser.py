"""The person's browser, where there is a screen to open it on."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping


def has_screen(shell: Mapping[str, str]) -> bool:
    """Whether a browser would open in a window, and not in the terminal."""
    windowed = sys.platform in {"darwin", "win32"}
    return windowed or any(shell.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


async def show(url: str) -> None:
    """Open a page; a browser that takes its time holds nobody up."""
    await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "webbrowser", url),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
