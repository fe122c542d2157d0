"""What was said stays said: after a stop, and after a kill."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.conftest import MANIFEST, bench_at, until

MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "A form"},
    "blocks": [{"type": "divider"}],
}


async def test_a_restart_keeps_messages_files_views_and_membership(tmp_path: Path) -> None:
    async with bench_at(tmp_path) as bench:
        said = await bench.client.chat_postMessage(
            channel="C0GENERAL",
            text="kept",
            metadata={"event_type": "answer", "event_payload": {"id": "7"}},
        )
        done = await bench.client.files_upload_v2(
            channel="C0GENERAL", thread_ts=said["ts"], filename="a.txt", content="abc"
        )
        await bench.do("reaction", channel="C0GENERAL", ts=said["ts"], name="+1")
        await bench.do("command", channel="C0RANDOM", command="/invite", text="@togi")
        await bench.client.views_publish(user_id="U0AIKO", view={"type": "home", "blocks": []})
        trigger = bench.house.triggers.trigger
        await bench.client.views_open(trigger_id=trigger("U0AIKO"), view=MODAL)
        pushed = await bench.client.views_push(trigger_id=trigger("U0AIKO"), view=MODAL)
        token = bench.house.tokens.bot_token

    async with bench_at(tmp_path) as bench:
        assert bench.house.tokens.bot_token == token
        history = await bench.client.conversations_history(
            channel="C0GENERAL", include_all_metadata=True
        )
        message = history["messages"][0]
        assert message["metadata"]["event_payload"] == {"id": "7"}
        assert message["reactions"][0]["users"] == ["U0AIKO"]
        assert message["reply_count"] == 1
        url = f"{bench.house.base_url}/people/file/{done['file']['id']}/a.txt"
        async with bench.http.get(url) as answer:
            assert await answer.text() == "abc"
        assert (await bench.see("home"))["view"]["type"] == "home"
        state = await bench.see("state")
        assert state["view"]["id"] == pushed["view"]["id"]
        assert state["view_stack"] == 2
        assert (await bench.client.chat_postMessage(channel="C0RANDOM", text="in"))["ok"]
        again = await bench.client.chat_postMessage(channel="C0GENERAL", text="later")
        assert again["ts"] > said["ts"]


async def test_an_unheard_event_outlives_a_restart(tmp_path: Path) -> None:
    async with bench_at(tmp_path) as bench:
        await bench.do("message", channel="D0AIKO", text="anybody?")

    async with bench_at(tmp_path) as bench:
        togi = await bench.togi()

        assert (await until(lambda: togi.heard_of("message")))[0]["text"] == "anybody?"


async def started(data: Path) -> tuple[asyncio.subprocess.Process, str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--port", "0"),
        *("--data", str(data), "--manifest", str(MANIFEST)),
        stdout=asyncio.subprocess.PIPE,
        cwd=MANIFEST.parent,
    )
    assert process.stdout is not None
    async with asyncio.timeout(20):
        line = (await process.stdout.readline()).decode()
    assert line.startswith("listening on http://127.0.0.1:")
    return process, line.removeprefix("listening on ").strip()


@pytest.mark.slow
async def test_what_was_answered_ok_survives_kill_9(tmp_path: Path) -> None:
    process, url = await started(tmp_path)
    token = json.loads((tmp_path / "tokens.json").read_text())["bot_token"]
    said = await AsyncWebClient(token=token, base_url=f"{url}/api/").chat_postMessage(
        channel="C0GENERAL", text="still here"
    )
    os.kill(process.pid, signal.SIGKILL)
    await process.wait()

    process, url = await started(tmp_path)
    async with aiohttp.ClientSession() as http:
        query = {"as": "U0AIKO", "channel": "C0GENERAL"}
        async with http.get(f"{url}/people/messages", params=query) as answer:
            messages = (await answer.json())["messages"]
    process.terminate()

    assert [one["ts"] for one in messages] == [said["ts"]]
    assert await process.wait() == 0
