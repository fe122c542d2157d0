"""Events come until they are acknowledged, over sockets that break."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp

from sandbox.delivery import Patience
from tests.sandbox.conftest import Bench, Json, bench_at, until


class RawApp:
    """A websocket that acknowledges only what it is told to."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.got: list[Json] = []

    async def connect(self) -> aiohttp.ClientWebSocketResponse:
        opened = await self._bench.client_with(
            self._bench.house.tokens.app_token
        ).apps_connections_open(app_token=self._bench.house.tokens.app_token)
        socket = await self._bench.http.ws_connect(opened["url"])
        listening = asyncio.create_task(self._listen(socket))
        self._bench.stack.callback(listening.cancel)
        await until(lambda: any(one["type"] == "hello" for one in self.got))
        self.socket = socket
        return socket

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            self.got.append(message.json())

    def events(self) -> list[Json]:
        return [one for one in self.got if one["type"] == "events_api"]

    async def ack(self, envelope: Json) -> None:
        await self.socket.send_json({"envelope_id": envelope["envelope_id"]})


async def test_an_event_comes_again_until_it_is_acknowledged(bench: Bench) -> None:
    app = RawApp(bench)
    await app.connect()

    await bench.do("message", channel="D0AIKO", text="hello?")
    await until(lambda: len(app.events()) >= 3)
    await app.ack(app.events()[-1])
    await until(lambda: all(one.acked for one in bench.house.delivery.envelopes))

    first, second, third = app.events()[:3]
    assert first["payload"]["event_id"] == third["payload"]["event_id"]
    assert [one["retry_attempt"] for one in (first, second, third)] == [0, 1, 2]
    assert [one["retry_reason"] for one in (first, second)] == ["", "timeout"]
    assert bench.house.workspace.pending == {}


async def test_a_dropped_socket_loses_nothing(bench: Bench) -> None:
    app = RawApp(bench)
    await app.connect()
    await bench.do("message", channel="D0AIKO", text="into the void")
    await until(app.events)

    await bench.control("drop-sockets")
    app.got.clear()
    await app.connect()

    again = (await until(app.events))[0]
    assert again["payload"]["event"]["text"] == "into the void"
    assert again["retry_attempt"] == 1


async def test_an_event_waits_for_an_app_that_is_away(bench: Bench) -> None:
    await bench.do("message", channel="D0AIKO", text="early")

    togi = await bench.togi()

    assert (await until(lambda: togi.heard_of("message")))[0]["text"] == "early"


async def test_bolt_reconnects_after_a_drop_and_hears_on(bench: Bench) -> None:
    togi = await bench.togi()

    await bench.control("drop-sockets", politely=True)
    await bench.do("message", channel="D0AIKO", text="are you back?")

    assert (await until(lambda: togi.heard_of("message")))[0]["text"] == "are you back?"


async def test_sockets_are_refreshed(tmp_path: Path) -> None:
    async with bench_at(tmp_path, socket_lifetime_s=0.2) as bench:
        app = RawApp(bench)
        socket = await app.connect()

        await until(lambda: socket.closed)

        reasons = [one["reason"] for one in app.got if one["type"] == "disconnect"]
        assert reasons == ["warning", "refresh_requested"]


async def test_a_ticket_opens_one_socket(bench: Bench) -> None:
    app_token = bench.house.tokens.app_token
    opened = await bench.client_with(app_token).apps_connections_open(app_token=app_token)
    async with bench.http.ws_connect(opened["url"]), bench.http.get(opened["url"]) as answer:
        assert answer.status == 401


async def test_several_sockets_share_the_events(bench: Bench) -> None:
    one, other = RawApp(bench), RawApp(bench)
    await one.connect()
    await other.connect()

    for number in range(4):
        await bench.do("message", channel="D0AIKO", text=str(number))

    await until(lambda: len(one.events()) >= 2 and len(other.events()) >= 2)


async def test_an_event_can_be_doubled_and_repeated(bench: Bench) -> None:
    togi = await bench.togi()
    await bench.control("duplicate", times=3)
    await bench.do("message", channel="D0AIKO", text="thrice")
    await until(lambda: len(togi.heard_of("message")) == 3)

    await bench.control("redeliver")
    await until(lambda: len(togi.heard_of("message")) == 4)

    ids = {one["event_id"] for one in togi.heard}
    assert len(ids) == 1


async def test_a_command_without_an_app_fails_at_once(bench: Bench) -> None:
    told = await bench.watch()

    answer = await bench.do("command", channel="C0GENERAL", command="/ft", text="")

    assert answer["error"] == "dispatch_failed"
    assert await until(lambda: [one for one in told if one["type"] == "notice"])


async def test_a_command_that_is_not_acknowledged_times_out(bench: Bench) -> None:
    app = RawApp(bench)
    await app.connect()

    answer = await bench.do("command", channel="C0GENERAL", command="/ft", text="")

    assert answer["error"] == "operation_timeout"


async def test_unsubscribed_and_foreign_things_are_not_told(bench: Bench) -> None:
    """No event for channels the app is not in, and none the manifest did not ask for."""
    togi = await bench.togi()

    await bench.do("message", channel="C0RANDOM", text="@togi psst")
    await bench.do("command", channel="C0RANDOM", command="/invite", text="@togi")
    await bench.do("message", channel="C0RANDOM", text="@togi hello")

    await until(lambda: togi.heard_of("app_mention"))
    assert [one["text"] for one in togi.heard_of("app_mention")] == ["<@U0TOGI> hello"]
    assert togi.heard_of("member_joined_channel") == []


async def test_declined_scopes_silence_their_events(tmp_path: Path) -> None:
    async with bench_at(tmp_path, optional_scopes=False) as bench:
        togi = await bench.togi()

        await bench.do("message", channel="C0GENERAL", text="@togi one")
        await bench.do("message", channel="D0AIKO", text="two")

        await until(lambda: togi.heard_of("message"))
        await until(lambda: togi.heard_of("app_mention"))
        assert [one["text"] for one in togi.heard_of("message")] == ["two"]


async def test_the_app_hears_its_own_words_changed_and_deleted(bench: Bench) -> None:
    app = RawApp(bench)
    await app.connect()
    said = await bench.client.chat_postMessage(channel="C0GENERAL", text="one")
    await bench.client.chat_update(channel="C0GENERAL", ts=said["ts"], text="two")
    await bench.client.chat_delete(channel="C0GENERAL", ts=said["ts"])

    await until(lambda: len(app.events()) == 3)
    plain, changed, deleted = (one["payload"]["event"] for one in app.events())
    assert plain["bot_id"] == "B0TOGI"
    assert changed["subtype"] == "message_changed"
    assert changed["message"]["text"] == "two"
    assert changed["previous_message"]["text"] == "one"
    assert deleted["deleted_ts"] == said["ts"]


async def test_after_the_last_retry_slack_gives_up(bench: Bench) -> None:
    app = RawApp(bench)
    await app.connect()

    await bench.do("message", channel="D0AIKO", text="ignored")

    await until(lambda: not bench.house.workspace.pending)
    assert len(app.events()) == 3


async def test_a_late_acknowledgement_still_counts(tmp_path: Path) -> None:
    patience = Patience(ack_s=0.1, retry_delays_s=(30.0,))
    async with bench_at(tmp_path, patience=patience) as bench:
        app = RawApp(bench)
        await app.connect()
        await bench.do("message", channel="D0AIKO", text="slow")
        envelope = (await until(app.events))[0]
        await asyncio.sleep(0.3)

        await app.ack(envelope)

        await until(lambda: not bench.house.workspace.pending)
        assert len(app.events()) == 1


async def test_a_command_can_be_answered_in_the_channel(bench: Bench) -> None:
    def set_up(app: AsyncApp) -> None:
        @app.command("/ft")
        async def command(ack: AsyncAck) -> None:
            await ack(text="to all", response_type="in_channel")

    await bench.togi(set_up)
    await bench.do("command", channel="C0GENERAL", command="/ft", text="")

    assert [one["text"] for one in await bench.messages("C0GENERAL", "U0DANA")] == ["to all"]
