"""The sandbox as a process of its own, and hands to act on it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Slack:
    """Where the sandbox listens, and the bot's own client of it."""

    base_url: str
    client: AsyncWebClient
    http: aiohttp.ClientSession

    async def messages(self, channel: str, **query: str) -> list[dict[str, object]]:
        url = f"{self.base_url}/people/messages"
        params = {"as": "U0AIKO", "channel": channel, **query}
        async with self.http.get(url, params=params) as answer:
            return list((await answer.json())["messages"])

    async def fault(self, **fault: object) -> None:
        async with self.http.post(f"{self.base_url}/control/fault", json=fault) as answer:
            assert answer.status == 200


@pytest.fixture(scope="session")
def sandbox_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Its address and the bot's token; one process for all tests of this folder."""
    data = tmp_path_factory.mktemp("sandbox")
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--data", str(data)]
    options = ["--manifest", str(ROOT / "manifest.yml"), "--allow-faults", "--rate-scale", "inf"]
    with subprocess.Popen(
        [*command, *options], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        base_url = process.stdout.readline().removeprefix("listening on ").strip()
        tokens = json.loads((data / "tokens.json").read_text())
        try:
            yield base_url, tokens["bot_token"]
        finally:
            process.terminate()


@pytest.fixture
async def slack(sandbox_process: tuple[str, str]) -> AsyncIterator[Slack]:
    base_url, token = sandbox_process
    async with aiohttp.ClientSession() as http:
        yield Slack(base_url, AsyncWebClient(token=token, base_url=f"{base_url}/api/"), http)
