"""What bringing a file in leaves to others meanwhile."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import openai_client
from bot.flows import bringing
from bot.flows.durable import Durable
from bot.flows.house import House
from bot.settings import read
from bot.slack.people import People
from core.datasets import Arrival
from core.datasets.refusals import PdfFile
from core.providers import Chat, Training, profile_for
from core.storage import Database

CAUSE, DEADLINE_SECONDS = "cmd:1", 10


@pytest.fixture
def house(database: Database) -> House:
    """A house whose Slack and provider are out of reach."""
    settings = read({"OPENAI_BASE_URL": "http://127.0.0.1:9"}, needs=())
    profile, client = profile_for(settings.chat.base_url), openai_client(settings.chat)
    return House(
        settings=settings,
        database=database,
        durable=Durable(database, database.url),
        slack=AsyncWebClient(base_url="http://127.0.0.1:9/api/"),
        people=People(settings.operators),
        chat=Chat(profile, client),
        training=Training(profile, client),
    )


async def once_read(pipe: Path, reading: asyncio.Task[str]) -> int:
    """The pipe, open to be written, as soon as somebody reads from it."""
    while not reading.done():
        with suppress(OSError):  # nobody has it open yet
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        await asyncio.sleep(0.01)
    return pytest.fail(f"it was never read: {reading.exception()!r}")


async def test_others_write_while_a_file_is_read(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe is read for as long as the test wants."""
    monkeypatch.setattr(bringing, "EXAMPLES", tmp_path)
    os.mkfifo(tmp_path / "slow.csv")
    (tmp_path / "slow.system.txt").write_text("Be brief.")
    own = {"team": "T1", "channel": "C1", "person": "U1", "locale": "en-US"}
    await house.receive(Arrival(cause=CAUSE, example="slow", **own))

    taking = asyncio.create_task(bringing.Steps(house, CAUSE).take_in())
    pipe = await once_read(tmp_path / "slow.csv", taking)
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            await house.receive(Arrival(cause="cmd:2", example="other", **own))
    finally:
        os.write(pipe, b"%PDF-1.7")
        os.close(pipe)
    with pytest.raises(PdfFile):
        await taking
