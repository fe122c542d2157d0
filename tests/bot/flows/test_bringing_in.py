"""What bringing a file in leaves to others meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.datasets import bringing, fetching
from bot.flows.datasets.fetching import Fetched
from bot.flows.datasets.refused import rows_refused, worth_a_look_besides
from bot.flows.house import House
from bot.slack.files import ForeignHost
from core.datasets import Arrival, findings
from core.datasets.reading.columns import Named

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


async def test_a_refused_file_can_be_taken_without_its_bad_rows(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "EXAMPLES", tmp_path)
    rows = "".join(f"Is number {n} late?,Yes {n}\n" for n in range(20))
    (tmp_path / "odd.csv").write_text(f"question,answer\n{rows}Is there more?,\n")
    (tmp_path / "odd.system.txt").write_text("Be brief.")
    await house.receive(Arrival(cause=CAUSE, example="odd", **OWN))
    await house.receive(Arrival(cause="act:1", example="odd", skip_bad=True, **OWN))

    assert (await bringing.Steps(house, CAUSE).take_in("1.1"))["next"] == "rows"
    taken = await bringing.Steps(house, "act:1").take_in("1.1")
    async with house.database.reading() as session:
        (named, *_) = await findings(session, taken["version"])

    assert (named.code, named.rows) == ("bad_rows_left_out", (21,))


def test_one_round_of_fixing_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    rows = "".join(f"Is number {n} late?,Yes {n}\n" for n in range(20))
    path.write_text(f"question,answer\n{rows}Is there more?,\nWho?,Write to a@example.org\n")
    file = Fetched(path, path.name, None)

    bad = rows_refused(file, Named())

    assert {fault.row for fault in bad.refused.faults} == {21}
    assert (bad.good, bad.can_go_on) == (21, True)
    assert (22, "personal_data") in {(f.row, f.code) for f in worth_a_look_besides(file, Named())}
