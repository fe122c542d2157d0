"""Who may knock at the sandbox, and with which words its page is sent."""

from __future__ import annotations

import stat
from pathlib import Path

import aiohttp
import pytest

from tests.sandbox.conftest import Bench, bench_at


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 403),
        ("127.0.0.1:1", 403),
        ("[::1]:80", 403),
        ("[", 403),
        ("localhost", 200),
    ],
)
async def test_only_this_machine_by_its_own_name(bench: Bench, host: str, status: int) -> None:
    for path in ("/people/state?as=U0AIKO", "/api/api.test"):
        url = bench.house.base_url + path
        async with bench.http.get(url, headers={"host": host}) as answer:
            assert answer.status == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://localhost:1"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({}, 200),
    ],
)
async def test_foreign_pages_may_not_act_as_people(
    bench: Bench, headers: dict[str, str], status: int
) -> None:
    url = f"{bench.house.base_url}/people/state?as=U0AIKO"
    async with bench.http.get(url, headers=headers) as answer:
        assert answer.status == status
    posting = bench.http.post(f"{bench.house.base_url}/control/revoke", headers=headers)
    async with posting as answer:
        assert answer.status == status


async def test_foreign_pages_may_not_listen(bench: Bench) -> None:
    url = f"{bench.house.base_url}/people/events?as=U0AIKO"

    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        await bench.http.ws_connect(url, origin="http://evil.example")

    assert caught.value.status == 403


async def test_an_origin_can_be_let_in(tmp_path: Path) -> None:
    friend = "http://127.0.0.1:5173"
    async with bench_at(tmp_path, origins=frozenset({friend})) as bench:
        url = f"{bench.house.base_url}/people/state?as=U0AIKO"
        async with bench.http.get(url, headers={"origin": friend}) as answer:
            assert answer.status == 200


async def test_every_answer_carries_a_content_security_policy(bench: Bench) -> None:
    for path in ("/people/state?as=U0AIKO", "/nowhere", "/api/api.test"):
        async with bench.http.get(bench.house.base_url + path) as answer:
            policy = answer.headers["content-security-policy"]
            assert policy.startswith("default-src 'self'")
            assert "unsafe" not in policy
            assert answer.headers["x-content-type-options"] == "nosniff"


async def test_faults_are_off_unless_allowed(tmp_path: Path) -> None:
    async with bench_at(tmp_path, allow_faults=False) as bench:
        for path in ("fault", "revoke", "member"):
            url = f"{bench.house.base_url}/control/{path}"
            async with bench.http.post(url, json={}) as answer:
                assert answer.status == 404


async def test_secrets_are_for_their_owner(tmp_path: Path) -> None:
    async with bench_at(tmp_path / "data") as bench:
        mode = (bench.house.data / "tokens.json").stat().st_mode

        assert stat.S_IMODE(mode) == 0o600
        assert stat.S_IMODE(bench.house.data.stat().st_mode) == 0o700
        assert bench.house.tokens.bot_token not in repr(bench.house.tokens)


async def test_no_token_is_logged(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="sandbox")
    await bench.togi()
    await bench.client.auth_test()

    logged = [
        one.getMessage() for one in caplog.records if one.name.startswith(("sandbox", "aiohttp"))
    ]
    assert not any("xoxb-" in one or "xapp-" in one for one in logged)
