"""Smaller manners of Slack's that a careful app meets sooner or later."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.conftest import Bench, Json, bench_at


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


@pytest.mark.parametrize(
    ("element", "value", "mistake"),
    [
        ({"type": "number_input", "is_decimal_allowed": False}, "three", "number"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "whole number"),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, "1", "at least 2"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "5"}, "6", "at most 5"),
        ({"type": "number_input", "is_decimal_allowed": True}, "1.5", ""),
        ({"type": "email_text_input"}, "nobody", "email"),
        ({"type": "url_text_input"}, "nowhere", "URL"),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "at least 3"),
    ],
)
async def test_a_form_is_checked_before_it_is_sent(
    bench: Bench, element: Json, value: str, mistake: str
) -> None:
    block = {
        "type": "input",
        "block_id": "b",
        "label": plain("L"),
        "element": {**element, "action_id": "a"},
    }
    form = {"type": "modal", "title": plain("F"), "submit": plain("S"), "blocks": [block]}
    trigger_id = bench.house.triggers.trigger("U0BEN")
    view = (await bench.client.views_open(trigger_id=trigger_id, view=form))["view"]

    state = {"values": {"b": {"a": {"type": element["type"], "value": value}}}}
    answer = await bench.do("view/submit", "U0BEN", view_id=view["id"], state=state)

    if mistake:
        assert mistake in answer["errors"]["b"]
    else:
        assert answer["error"] == "dispatch_failed"  # the form was fine; no app was there


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"text": "x", "colour": "red"}, "invalid_payload"),
        ({"text": "x", "response_type": "shout"}, "invalid_response_type"),
        ({"delete_original": True}, "message_not_found"),
        ({}, "no_text"),
        ({"blocks": [{"type": "secton"}]}, "invalid_blocks"),
    ],
)
async def test_a_response_url_is_strict_too(bench: Bench, body: Json, error: str) -> None:
    async with bench.http.post(bench.house.triggers.hook("U0AIKO", "C0GENERAL"), json=body) as sent:
        assert sent.status == 404
        assert (await sent.json())["error"] == error


async def test_the_app_reacts_once(bench: Bench) -> None:
    said = await bench.do("message", channel="C0GENERAL", text="look")
    emoji = {"channel": "C0GENERAL", "timestamp": said["ts"], "name": "eyes"}
    await bench.client.reactions_add(**emoji)

    with pytest.raises(SlackApiError) as caught:
        await bench.client.reactions_add(**emoji)
    await bench.client.reactions_remove(**emoji)

    assert caught.value.response["error"] == "already_reacted"
    assert "reactions" not in (await bench.messages("C0GENERAL"))[0]


async def test_a_multipart_upload_is_taken(bench: Bench) -> None:
    ticket = await bench.client.files_getUploadURLExternal(filename="a.csv", length=4)
    form = aiohttp.FormData()
    form.add_field("filename", b"a,b\n", filename="a.csv")

    async with bench.http.post(ticket["upload_url"], data=form) as answer:
        assert answer.status == 200
    done = await bench.client.files_completeUploadExternal(files=[{"id": ticket["file_id"]}])

    assert done["files"][0]["size"] == 4


async def test_a_session_has_only_known_states(bench: Bench) -> None:
    ts = (await bench.do("message", channel="D0AIKO", text="hi"))["ts"]
    where = {"channel_id": "D0AIKO", "thread_ts": ts}

    await bench.client.api_call("agents.sessions.rename", json={**where, "title": "Loss"})
    await bench.client.assistant_threads_setTitle(**where, title="Loss")
    with pytest.raises(SlackApiError) as caught:
        await bench.client.api_call("agents.sessions.setStatus", json={**where, "status": "tired"})

    assert caught.value.response["error"] == "invalid_arguments"


@pytest.mark.parametrize(
    ("sent", "error"),
    [(b"{", "invalid_json"), (b"[]", "json_not_object")],
)
async def test_broken_json_is_named(bench: Bench, sent: bytes, error: str) -> None:
    headers = {"content-type": "application/json"}
    for path in ("/api/auth.test", "/people/message"):
        async with bench.http.post(
            bench.house.base_url + path, data=sent, headers=headers
        ) as answer:
            assert (await answer.json())["error"] == error


async def test_envelopes_are_on_record(bench: Bench) -> None:
    await bench.togi()
    await bench.do("command", channel="C0GENERAL", command="/ft", text="")

    async with bench.http.get(f"{bench.house.base_url}/control/envelopes") as answer:
        envelope = (await answer.json())["envelopes"][0]
    assert envelope["type"] == "slash_commands"
    assert envelope["attempts"] == 1
    assert envelope["acked"] is False


@pytest.mark.parametrize(
    ("deed", "fields", "error"),
    [
        ("message", {"channel": "C0GENERAL", "text": " "}, "no_text"),
        ("message", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ("message", {"channel": "C0GENERAL", "text": 5}, "invalid_arguments"),
        ("message", {"channel": "C0GENERAL", "files": ["F0NONE"]}, "file_not_found"),
        ("command", {"channel": "C0GENERAL", "command": "/nope"}, "unknown_command"),
        ("command", {"channel": "C0GENERAL", "command": "/invite", "text": "x"}, "user_not_found"),
        ("shortcut", {"callback_id": "nope"}, "unknown_shortcut"),
        ("open", {"tab": "attic"}, "invalid_tab"),
        ("reaction", {"channel": "C0GENERAL", "ts": "1.0", "name": "+1"}, "message_not_found"),
        ("view/close", {"view_id": "V0NONE"}, "view_not_found"),
    ],
)
async def test_people_are_told_what_cannot_be_done(
    bench: Bench, deed: str, fields: Json, error: str
) -> None:
    assert (await bench.do(deed, **fields))["error"] == error


async def test_an_app_that_is_gone_is_told_apart_from_one_that_is_slow(tmp_path: Path) -> None:
    async with bench_at(tmp_path, request_url="http://127.0.0.1:9/slack/events") as bench:
        answer = await bench.do("command", channel="C0GENERAL", command="/ft", text="")

        assert answer["error"] == "dispatch_failed"
