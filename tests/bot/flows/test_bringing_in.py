"""What bringing a file in leaves to others meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows import bringing, fetching
from bot.flows.house import House
from bot.slack.files import ForeignHost
from core.datasets import Arrival

CAUSE, DEADLINE_SECONDS = "cmd:1", 10
OWN = {"team": "T1", "channel": "C1", "person": "U1", "locale": "en-US"}
# What Slack says of a file that lies in somebody's drive: there is nothing to download.
LINKED = {"id": "F1", "name": "faq.csv", "size": 0, "is_external": True, "external_type": "gdrive"}


async def test_others_write_while_a_file_is_read(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "EXAMPLES", tmp_path)
    rows = (f"Ticket {n} is late,Answer {n}\n" for n in range(20_000))
    (tmp_path / "slow.csv").write_text("question,answer\n" + "".join(rows))
    (tmp_path / "slow.system.txt").write_text("Be brief.")
    await house.receive(Arrival(cause=CAUSE, example="slow", **OWN))

    taking = asyncio.create_task(bringing.Steps(house, CAUSE).take_in("1.1"))
    async with asyncio.timeout(DEADLINE_SECONDS):
        await house.receive(Arrival(cause="cmd:2", example="other", **OWN))

    assert not taking.done()
    assert (await taking)["version"]


async def test_a_file_that_is_only_linked_to_is_refused_in_words(house: House) -> None:
    async def files_info(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "file": LINKED})

    app = web.Application()
    app.router.add_route("*", "/api/files.info", files_info)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    house = replace(house, slack=AsyncWebClient(base_url=f"{site.name}/api/"))
    await house.receive(Arrival(cause=CAUSE, file="F1", **OWN))
    try:
        with pytest.raises(ForeignHost):
            await bringing.Steps(house, CAUSE).take_in("1.1")
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("content", "follows"),
    [
        ("Is Tanaka ill?,Yes\nIs Sato ill?,No\n", "columns"),
        ("Is Tanaka ill?\nIs Sato ill?\n", "columns"),
        ('{"question": "Tanaka?", "Question": "Is Tanaka ill?", "answer": "Yes"}\n', "columns"),
        ("question,answer\nIs Tanaka ill?,\n", "rows"),
    ],
    ids=["no header", "one column", "unclear keys", "a bad row"],
)
async def test_what_is_recorded_of_a_file_is_nothing_that_it_says(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, follows: str
) -> None:
    monkeypatch.setattr(fetching, "EXAMPLES", tmp_path)
    (tmp_path / "ill.csv").write_text(content)
    (tmp_path / "ill.system.txt").write_text("")
    await house.receive(Arrival(cause=CAUSE, example="ill", **OWN))

    taken = await bringing.Steps(house, CAUSE).take_in("1.1")

    assert taken == {"next": follows, "version": ""}
