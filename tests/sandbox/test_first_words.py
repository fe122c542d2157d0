"""The shortest way through: a real Bolt app hears, answers and is heard."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncSay

from tests.sandbox.conftest import Bench, until


def _listeners(app: AsyncApp) -> None:
    @app.event("app_mention")
    async def mentioned(event: dict[str, str], say: AsyncSay) -> None:
        await say(text=f"heard: {event['text']}", thread_ts=event["ts"])

    @app.event("message")
    async def said(event: dict[str, str], say: AsyncSay) -> None:
        if event["channel_type"] == "im" and "subtype" not in event:
            await say(text="in private")

    @app.command("/ft")
    async def command(ack: AsyncAck, command: dict[str, str]) -> None:
        await ack(text=f"ran {command['text']}")


async def test_a_mention_is_answered_in_its_thread(bench: Bench) -> None:
    await bench.togi(_listeners)
    told = await bench.watch()

    asked = await bench.do("message", channel="C0SUPPORT", text="@togi 1 < 2?")

    answer = await until(lambda: [one for one in told if "heard" in str(one)])
    assert asked["ok"]
    assert answer[0]["message"]["text"] == "heard: <@U0TOGI> 1 &lt; 2?"
    assert answer[0]["message"]["thread_ts"] == asked["ts"]
    root, *_ = await bench.messages("C0SUPPORT")
    assert root["reply_count"] == 1
    assert len(await bench.messages("C0SUPPORT", thread_ts=asked["ts"])) == 2


async def test_a_direct_message_is_answered(bench: Bench) -> None:
    await bench.togi(_listeners)
    told = await bench.watch()

    await bench.do("message", channel="D0AIKO", text="hello")

    assert await until(lambda: [one for one in told if "in private" in str(one)])


async def test_a_command_is_answered_privately(bench: Bench) -> None:
    await bench.togi(_listeners)
    told = await bench.watch()

    ran = await bench.do("command", channel="C0RANDOM", command="/ft", text="help @ben")

    assert ran == {"ok": True}
    said = await until(lambda: [one for one in told if one["type"] == "ephemeral"])
    assert said[0]["message"]["text"] == "ran help <@U0BEN|ben>"
    assert said[0]["message"]["is_ephemeral"]


async def test_a_mention_arrives_as_a_mention_and_as_a_message(bench: Bench) -> None:
    togi = await bench.togi(_listeners)

    await bench.do("message", channel="C0GENERAL", text="<@U0TOGI> hi")

    mention = (await until(lambda: togi.heard_of("app_mention")))[0]
    message = (await until(lambda: togi.heard_of("message")))[0]
    assert mention["ts"] == message["ts"]
    assert message["channel_type"] == "channel"
