"""What Slack refuses is refused, by Slack's own error names."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.conftest import Bench, Json

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}
INPUT = {
    "type": "input",
    "label": {"type": "plain_text", "text": "Name"},
    "element": {"type": "plain_text_input", "action_id": "name"},
}


async def refused(bench: Bench, method: str, token: str | None = None, **args: object) -> Json:
    client = bench.client if token is None else bench.client_with(token)
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, json=args)
    return dict(caught.value.response.data)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("chat.postMesage", {"channel": "C0GENERAL"}, "unknown_method"),
        ("files.upload", {}, "unknown_method"),
        ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "C0GENERAL", "txt": "x"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "C0GENERAL"}, "no_text"),
        ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0RANDOM", "text": "x"}, "not_in_channel"),
        ("chat.postMessage", {"channel": "C0GENERAL", "text": "x" * 40_001}, "msg_too_long"),
        (
            "chat.postMessage",
            {"channel": "C0GENERAL", "text": "x", "thread_ts": "1.000001"},
            "thread_not_found",
        ),
        (
            "chat.postMessage",
            {"channel": "C0GENERAL", "text": "x", "username": "y"},
            "missing_scope",
        ),
        (
            "chat.postMessage",
            {"channel": "C0GENERAL", "text": "x", "metadata": {"a": 1}},
            "invalid_metadata_format",
        ),
        ("chat.postMessage", {"channel": "C0GENERAL", "blocks": "[{"}, "invalid_blocks_format"),
        (
            "chat.postMessage",
            {"channel": "C0GENERAL", "text": 1, "mrkdwn": "maybe"},
            "invalid_arguments",
        ),
        (
            "chat.update",
            {"channel": "C0GENERAL", "ts": "1.000001", "text": "x"},
            "message_not_found",
        ),
        ("chat.delete", {"channel": "C0GENERAL", "ts": "1.000001"}, "message_not_found"),
        (
            "chat.postEphemeral",
            {"channel": "G0LEGAL", "user": "U0BEN", "text": "x"},
            "user_not_in_channel",
        ),
        ("chat.startStream", {"channel": "C0GENERAL"}, "invalid_arguments"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("usergroups.users.list", {"usergroup": "S0NONE"}, "no_such_subteam"),
        ("conversations.info", {"channel": "D0AIKO"}, "missing_scope"),
        ("conversations.history", {"channel": "C0RANDOM"}, "not_in_channel"),
        ("conversations.history", {"channel": "C0GENERAL", "limit": 1001}, "invalid_limit"),
        ("conversations.history", {"channel": "C0GENERAL", "cursor": "x"}, "invalid_cursor"),
        ("conversations.replies", {"channel": "C0GENERAL", "ts": "1.0"}, "thread_not_found"),
        ("conversations.open", {}, "users_list_not_supplied"),
        (
            "reactions.add",
            {"channel": "C0GENERAL", "timestamp": "1.0", "name": "x"},
            "message_not_found",
        ),
        ("files.info", {"file": "F0NONE"}, "file_not_found"),
        ("views.open", {"trigger_id": "1.2.x", "view": {}}, "invalid_trigger_id"),
        ("views.update", {"view_id": "V0NONE", "view": {}}, "not_found"),
        ("views.publish", {"user_id": "U0AIKO", "view": {"type": "home"}}, "invalid_arguments"),
        (
            "assistant.threads.setSuggestedPrompts",
            {"channel_id": "D0AIKO", "thread_ts": "1.0", "prompts": []},
            "invalid_arguments",
        ),
        ("apps.connections.open", {}, "not_allowed_token_type"),
    ],
)
async def test_slack_says_no(bench: Bench, method: str, args: Json, error: str) -> None:
    assert (await refused(bench, method, **args))["error"] == error


async def test_tokens_are_checked(bench: Bench) -> None:
    assert (await refused(bench, "auth.test", token="xoxb-wrong"))["error"] == "invalid_auth"
    url = f"{bench.house.base_url}/api/auth.test"
    async with bench.http.post(url) as answer:
        assert (await answer.json())["error"] == "not_authed"
    async with bench.http.post(url, data={"token": bench.house.tokens.bot_token}) as answer:
        assert (await answer.json())["ok"]


async def test_a_missing_scope_names_what_is_needed_and_provided(bench: Bench) -> None:
    answer = await refused(bench, "conversations.info", channel="D0AIKO")

    assert answer["needed"] == "im:read"
    assert "chat:write" in answer["provided"].split(",")


async def test_wrong_blocks_are_pointed_at(bench: Bench) -> None:
    blocks = [SECTION, {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}, None]

    answer = await refused(bench, "chat.postMessage", channel="C0GENERAL", blocks=blocks)

    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]",
        "[ERROR] must provide an object [json-pointer:/blocks/2]",
    ]


async def test_too_much_text_in_all_blocks_is_refused(bench: Bench) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}} for _ in range(5)]

    answer = await refused(bench, "chat.postMessage", channel="C0GENERAL", blocks=blocks)

    assert answer["error"] == "msg_blocks_too_long"


async def test_nobody_changes_the_words_of_others(bench: Bench) -> None:
    said = await bench.do("message", channel="C0GENERAL", text="mine")

    where = {"channel": "C0GENERAL", "ts": said["ts"]}
    assert (await refused(bench, "chat.update", **where, text="x"))[
        "error"
    ] == "cant_update_message"
    assert (await refused(bench, "chat.delete", **where))["error"] == "cant_delete_message"


async def test_an_archived_channel_is_closed(bench: Bench) -> None:
    await bench.control("channel", id="C0SUPPORT", archived=True)

    answer = await refused(bench, "chat.postMessage", channel="C0SUPPORT", text="x")

    assert answer["error"] == "is_archived"


async def test_after_a_removal_the_token_is_dead(bench: Bench) -> None:
    await bench.control("revoke")

    assert (await refused(bench, "auth.test"))["error"] == "token_revoked"


async def test_blocks_validate_needs_no_token(bench: Bench) -> None:
    client = bench.client_with("")

    assert (await client.blocks_validate(blocks=[SECTION]))["ok"]
    modal = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "A form"},
        "blocks": [INPUT],
    }
    with pytest.raises(SlackApiError) as caught:
        await client.blocks_validate(view=modal)
    assert "submit" in str(caught.value.response["response_metadata"]["messages"])
