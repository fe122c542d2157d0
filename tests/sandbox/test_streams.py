"""Answers that grow while they are written, and the ways in which Slack ends them."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models.messages.chunk import MarkdownTextChunk, TaskUpdateChunk

from tests.sandbox.conftest import Bench, Json, bench_at, until

FOR_AIKO = {"recipient_user_id": "U0AIKO", "recipient_team_id": "T0TOGI"}


async def thread(bench: Bench, channel: str = "C0GENERAL") -> str:
    return str((await bench.do("message", channel=channel, text="a question"))["ts"])


async def error_of(call: Awaitable[object]) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_an_answer_grows_and_ends_with_buttons(bench: Bench) -> None:
    ts = await thread(bench)
    told = await bench.watch()
    stream = await bench.client.chat_stream(
        channel="C0GENERAL", thread_ts=ts, buffer_size=1, **FOR_AIKO
    )
    await stream.append(markdown_text="Sharpen ")
    await stream.append(markdown_text="**it**.")
    thumbs = {"type": "divider"}
    await stream.stop(
        blocks=[thumbs], metadata={"event_type": "answer", "event_payload": {"id": "1"}}
    )

    answer = (await bench.messages("C0GENERAL", thread_ts=ts))[1]
    assert answer["text"] == "Sharpen **it**."
    assert [one["type"] for one in answer["blocks"]] == ["markdown", "divider"]
    assert answer["streaming_state"] == "completed"
    await until(
        lambda: [
            one for one in told if one.get("message", {}).get("streaming_state") == "in_progress"
        ]
    )
    replies = await bench.client.conversations_replies(
        channel="C0GENERAL", ts=ts, include_all_metadata=True
    )
    assert replies["messages"][1]["metadata"]["event_payload"] == {"id": "1"}


async def test_chunks_make_tasks_that_change_in_place(bench: Bench) -> None:
    ts = await thread(bench)
    started = await bench.client.chat_startStream(channel="C0GENERAL", thread_ts=ts, **FOR_AIKO)
    where = {"channel": "C0GENERAL", "ts": started["ts"]}

    for status in ("in_progress", "complete"):
        task = TaskUpdateChunk(id="1", title="Upload", status=status)
        await bench.client.chat_appendStream(**where, chunks=[task])
    await bench.client.chat_stopStream(**where, chunks=[MarkdownTextChunk(text="Done.")])

    blocks = (await bench.messages("C0GENERAL", thread_ts=ts))[1]["blocks"]
    assert [one["type"] for one in blocks] == ["markdown", "task_card"]
    assert blocks[1]["status"] == "complete"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, "missing_recipient_user_id"),
        ({"recipient_user_id": "U0AIKO"}, "missing_recipient_team_id"),
        ({**FOR_AIKO, "recipient_user_id": "U0X"}, "user_not_found"),
        ({**FOR_AIKO, "markdown_text": "x" * 12_001}, "msg_too_long"),
        ({**FOR_AIKO, "chunks": [{"type": "song"}]}, "invalid_chunks"),
    ],
)
async def test_a_stream_that_slack_does_not_start(bench: Bench, given: Json, error: str) -> None:
    ts = await thread(bench)

    starting = bench.client.chat_startStream(channel="C0GENERAL", thread_ts=ts, **given)

    assert await error_of(starting) == error


async def test_in_a_direct_message_no_recipient_is_needed(bench: Bench) -> None:
    ts = await thread(bench, "D0AIKO")

    assert (await bench.client.chat_startStream(channel="D0AIKO", thread_ts=ts))["ok"]


async def test_a_stream_dies_of_age_and_the_message_can_be_mended(tmp_path: Path) -> None:
    async with bench_at(tmp_path, stream_ttl_s=-1.0) as bench:
        ts = await thread(bench)
        started = await bench.client.chat_startStream(channel="C0GENERAL", thread_ts=ts, **FOR_AIKO)
        where = {"channel": "C0GENERAL", "ts": started["ts"]}

        for call in (
            bench.client.chat_appendStream(**where, markdown_text="x"),
            bench.client.chat_stopStream(**where),
        ):
            assert await error_of(call) == "message_not_in_streaming_state"
        assert (await bench.client.chat_update(**where, text="mended", blocks=[]))["ok"]


async def test_streams_end_on_demand_and_not_twice(bench: Bench) -> None:
    ts = await thread(bench)
    started = await bench.client.chat_startStream(channel="C0GENERAL", thread_ts=ts, **FOR_AIKO)
    where = {"channel": "C0GENERAL", "ts": started["ts"]}

    assert await error_of(bench.client.chat_update(**where, text="x")) == "streaming_state_conflict"
    assert (await bench.control("expire-streams"))["expired"] == 1
    assert await error_of(bench.client.chat_stopStream(**where)) == "message_not_in_streaming_state"


async def test_all_appends_together_have_a_limit(bench: Bench) -> None:
    ts = await thread(bench)
    started = await bench.client.chat_startStream(
        channel="C0GENERAL", thread_ts=ts, markdown_text="x" * 7000, **FOR_AIKO
    )
    more = bench.client.chat_appendStream(
        channel="C0GENERAL", ts=started["ts"], markdown_text="x" * 7000
    )

    assert await error_of(more) == "msg_too_long"


async def test_a_status_shows_until_the_answer_comes(bench: Bench) -> None:
    ts = await thread(bench)
    told = await bench.watch()
    await bench.client.assistant_threads_setStatus(
        channel_id="C0GENERAL", thread_ts=ts, status="is thinking…", loading_messages=["one"]
    )
    await bench.client.chat_postMessage(channel="C0GENERAL", thread_ts=ts, text="done")

    shown = await until(lambda: (s := [one for one in told if one["type"] == "status"])[1:] and s)
    assert [one["status"] for one in shown] == ["is thinking…", ""]


async def test_stop_tells_the_app_which_streams_run(bench: Bench) -> None:
    togi = await bench.togi()
    ts = await thread(bench, "D0AIKO")
    started = await bench.client.chat_startStream(channel="D0AIKO", thread_ts=ts)
    session = await bench.client.api_call(
        "agents.sessions.setStatus",
        json={"channel_id": "D0AIKO", "thread_ts": ts, "status": "processing", "title": "A"},
    )

    await bench.do("stop", channel="D0AIKO", thread_ts=ts)

    stopped = (await until(lambda: togi.heard_of("agent_session_stopped")))[0]
    assert stopped["streaming_message_ts"] == [started["ts"]]
    assert stopped["user"] == "U0AIKO"
    assert "warning" not in session.data


async def test_suggested_prompts_are_shown(bench: Bench) -> None:
    prompts = [{"title": "Help", "message": "What can you do?"}]
    await bench.client.assistant_threads_setSuggestedPrompts(channel_id="D0AIKO", prompts=prompts)

    assert (await bench.see("state"))["prompts"]["prompts"] == prompts
    five = bench.client.assistant_threads_setSuggestedPrompts(
        channel_id="D0AIKO", prompts=prompts * 5
    )
    assert await error_of(five) == "invalid_arguments"
