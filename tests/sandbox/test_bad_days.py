"""Rate limits, and the faults that tests ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler

from tests.sandbox.conftest import Bench, bench_at


async def test_one_channel_takes_a_burst_and_then_says_when(tmp_path: Path) -> None:
    async with bench_at(tmp_path, rate_scale=1.0) as bench:

        async def flood() -> None:
            for number in range(10):
                await bench.client.chat_postMessage(channel="C0GENERAL", text=str(number))

        with pytest.raises(SlackApiError) as caught:
            await flood()

        refused = caught.value.response
        assert refused.status_code == 429
        assert refused["error"] == "ratelimited"
        assert refused.headers["Retry-After"] == "1"
        assert 4 <= len(await bench.messages("C0GENERAL")) < 10
        assert (await bench.client.chat_postMessage(channel="C0SUPPORT", text="elsewhere"))["ok"]


async def test_the_sdk_waits_and_comes_through(tmp_path: Path) -> None:
    async with bench_at(tmp_path, rate_scale=1.0) as bench:
        client = bench.client
        client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=3))
        for number in range(6):
            await client.chat_postMessage(channel="C0GENERAL", text=str(number))

        assert len(await bench.messages("C0GENERAL")) == 6


async def test_tiers_can_be_tightened(tmp_path: Path) -> None:
    async with bench_at(tmp_path, rate_scale=0.1) as bench:
        await bench.client.users_list()
        await bench.client.users_list()

        with pytest.raises(SlackApiError) as caught:
            await bench.client.users_list()

        assert int(caught.value.response.headers["Retry-After"]) > 20


async def test_a_fault_strikes_so_many_times(bench: Bench) -> None:
    await bench.control("fault", method="auth.test", error="internal_error", times=2)

    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            await bench.client.auth_test()
        assert caught.value.response["error"] == "internal_error"
    assert (await bench.client.auth_test())["ok"]


async def test_a_server_error_and_a_rate_limit_on_demand(bench: Bench) -> None:
    await bench.control("fault", method="auth.test")
    await bench.control("fault", method="auth.test", retry_after=7)

    answers = []
    headers = {"authorization": f"Bearer {bench.house.tokens.bot_token}"}
    for _ in range(3):
        url = f"{bench.house.base_url}/api/auth.test"
        async with bench.http.post(url, headers=headers) as answer:
            answers.append((answer.status, answer.headers.get("retry-after")))

    assert answers == [(500, None), (429, "7"), (200, None)]


async def test_a_fault_after_the_effect_leaves_the_effect(bench: Bench) -> None:
    await bench.control(
        "fault", method="chat.postMessage", error="fatal_error", after_effect=True, times=1
    )

    with pytest.raises(SlackApiError):
        await bench.client.chat_postMessage(channel="C0GENERAL", text="said anyway")

    assert [one["text"] for one in await bench.messages("C0GENERAL")] == ["said anyway"]


async def test_faults_can_be_taken_back(bench: Bench) -> None:
    await bench.control("fault", method="*", error="fatal_error", times=100)
    async with bench.http.delete(f"{bench.house.base_url}/control/faults") as answer:
        assert (await answer.json())["ok"]

    assert (await bench.client.auth_test())["ok"]


async def test_a_wrong_fault_is_refused(bench: Bench) -> None:
    assert not (await bench.control("fault", methd="x"))["ok"]


async def test_every_call_is_on_record_without_its_token(bench: Bench) -> None:
    await bench.client.api_call("auth.test", params={"token": bench.house.tokens.bot_token})
    with pytest.raises(SlackApiError):
        await bench.client.chat_postMessage(channel="C0RANDOM", text="x")

    async with bench.http.get(f"{bench.house.base_url}/control/calls") as answer:
        text = await answer.text()
        calls = (await answer.json())["calls"]
    assert [(one["method"], one["ok"], one["error"]) for one in calls] == [
        ("auth.test", True, None),
        ("chat.postMessage", False, "not_in_channel"),
    ]
    assert bench.house.tokens.bot_token not in text


async def test_members_can_be_guests_or_strangers(bench: Bench) -> None:
    await bench.control("member", id="U0DANA", is_restricted=True)
    await bench.control("member", id="U0ERIN", team_id="T0OTHER", locale="ja-JP")

    dana = await bench.client.users_info(user="U0DANA", include_locale=True)
    erin = await bench.client.users_info(user="U0ERIN", include_locale=True)
    assert dana["user"]["is_restricted"]
    assert erin["user"]["team_id"] == "T0OTHER"
    assert erin["user"]["locale"] == "ja-JP"
    assert (await bench.do("message", "U0ERIN", channel="D0ERIN", text="hi"))["ok"]


async def test_a_channel_that_is_named_is_made_with_everybody_and_the_bot(bench: Bench) -> None:
    assert not (await bench.control("channel", id="C0NEW"))["ok"]
    assert (await bench.control("channel", id="C0NEW", name="new"))["ok"]

    assert (await bench.client.chat_postMessage(channel="C0NEW", text="hello"))["ok"]
    assert (await bench.do("message", "U0DANA", channel="C0NEW", text="hi"))["ok"]
    assert [one["text"] for one in await bench.messages("C0NEW")] == ["hello", "hi"]
