"""A file on its way in: the token goes to Slack's own hosts alone, and sizes are counted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.files import (
    FileNotReadable,
    FileTooLarge,
    ForeignHost,
    SlackFile,
    download,
    is_slacks_own,
)
from bot.slack.refusals import SlackPassing

SLACK, SANDBOX = "https://slack.com/api/", "http://127.0.0.1:8100/api/"
TOKEN = "xoxb-for-slack-alone"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.mark.parametrize(
    ("url", "api_url", "own"),
    [
        ("https://files.slack.com/files-pri/T1-F1/faq.csv", SLACK, True),
        ("https://slack.com/files/faq.csv", SLACK, True),
        ("https://acme.enterprise.slack.com/files/faq.csv", SLACK, True),
        ("https://slack-files.com/T1-F1", SLACK, False),
        ("https://www.slack-files.com/T1-F1", SLACK, True),
        ("https://FILES.SLACK.COM/faq.csv", SLACK, True),
        ("http://files.slack.com/faq.csv", SLACK, False),
        ("https://drive.google.com/faq.csv", SLACK, False),
        ("https://files.slack.com.evil.example/faq.csv", SLACK, False),
        ("https://evilslack.com/faq.csv", SLACK, False),
        ("https://files.slack.com@evil.example/faq.csv", SLACK, False),
        ("https://evil.example/#.slack.com", SLACK, False),
        ("https://evil.example?.slack.com", SLACK, False),
        ("https://evil.example\\.slack.com/faq.csv", SLACK, False),
        ("https://evil.example%2f.slack.com/faq.csv", SLACK, False),
        ("https://[::1].slack.com/", SLACK, False),
        ("//files.slack.com/faq.csv", SLACK, False),
        ("file:///etc/passwd", SLACK, False),
        ("", SLACK, False),
        ("http://127.0.0.1:8100/files/F1/faq.csv", SANDBOX, True),
        ("http://127.0.0.1:8200/files/F1/faq.csv", SANDBOX, False),
        ("https://127.0.0.1:8100/files/F1/faq.csv", SANDBOX, False),
        ("http://localhost:8100/files/F1/faq.csv", SANDBOX, False),
        ("https://files.slack.com/faq.csv", SANDBOX, False),
        ("https://files.slack.com/faq.csv", "https://notslack.com/api/", False),
    ],
)
def test_where_the_token_may_go(url: str, api_url: str, *, own: bool) -> None:
    assert is_slacks_own(url, api_url) is own


class Store:
    """A file host that remembers who came with which token."""

    def __init__(self) -> None:
        self.url = ""
        self.tokens: list[str | None] = []


@asynccontextmanager
async def a_store(handler: Handler) -> AsyncIterator[Store]:
    store = Store()

    async def handle(request: web.Request) -> web.StreamResponse:
        store.tokens.append(request.headers.get("authorization"))
        return await handler(request)

    app = web.Application()
    app.router.add_get("/{name}", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    store.url = site.name
    try:
        yield store
    finally:
        await runner.cleanup()


async def fetch(store: Store, to: Path, *, size: int = 9, name: str = "faq.csv") -> None:
    client = AsyncWebClient(token=TOKEN, base_url=f"{store.url}/api/")
    file: SlackFile = {
        "id": "F1",
        "name": name,
        "size": size,
        "url_private_download": f"{store.url}/{name}",
    }
    await download(client, file, to, limit_megabytes=1)


async def test_a_file_arrives_as_it_is(tmp_path: Path) -> None:
    body = bytes(range(256)) * 3000

    async def serve(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type="text/csv")

    async with a_store(serve) as store:
        await fetch(store, tmp_path / "faq.csv")

    assert (tmp_path / "faq.csv").read_bytes() == body
    assert store.tokens == [f"Bearer {TOKEN}"]


async def test_a_redirect_is_not_followed_and_the_token_not_sent_on(tmp_path: Path) -> None:
    async def lure(_: web.Request) -> web.Response:
        return web.Response(body=b"question,answer\n")

    async with a_store(lure) as elsewhere:

        async def send_away(_: web.Request) -> web.Response:
            raise web.HTTPFound(f"{elsewhere.url}/faq.csv")

        async with a_store(send_away) as store:
            with pytest.raises(FileNotReadable):
                await fetch(store, tmp_path / "faq.csv")

    assert elsewhere.tokens == []


async def test_a_file_elsewhere_is_not_even_asked_for(tmp_path: Path) -> None:
    async def lure(_: web.Request) -> web.Response:
        return web.Response()

    async with a_store(lure) as elsewhere:
        client = AsyncWebClient(token=TOKEN, base_url="http://127.0.0.1:9/api/")
        url = f"{elsewhere.url}/faq.csv"
        file: SlackFile = {"id": "F1", "name": "faq.csv", "size": 9, "url_private_download": url}
        with pytest.raises(ForeignHost):
            await download(client, file, tmp_path / "faq.csv", limit_megabytes=1)

    assert elsewhere.tokens == []


async def test_a_file_that_says_it_is_too_large_is_not_fetched(tmp_path: Path) -> None:
    async def serve(_: web.Request) -> web.Response:
        return web.Response()

    async with a_store(serve) as store:
        with pytest.raises(FileTooLarge, match="1 MB"):
            await fetch(store, tmp_path / "faq.csv", size=(1 << 20) + 1)

    assert store.tokens == []


async def test_a_file_that_says_it_is_small_and_is_not_is_given_up_on_the_way(
    tmp_path: Path,
) -> None:
    sent = 0

    async def pour(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        while sent < 64 << 20:
            await response.write(b"x" * 65_536)
            sent += 65_536
        return response

    async with a_store(pour) as store:
        with pytest.raises(FileTooLarge):
            await fetch(store, tmp_path / "faq.csv", size=10)

    assert sent < 32 << 20
    assert (tmp_path / "faq.csv").stat().st_size <= 1 << 20


@pytest.mark.parametrize("kind", ["text/html", "text/html; charset=utf-8", "TEXT/HTML"])
async def test_slacks_login_page_is_no_file(tmp_path: Path, kind: str) -> None:
    async def sign_in(_: web.Request) -> web.Response:
        return web.Response(body=b"<html>Sign in</html>", headers={"content-type": kind})

    async with a_store(sign_in) as store:
        with pytest.raises(FileNotReadable, match="files:read"):
            await fetch(store, tmp_path / "faq.csv")

    assert not (tmp_path / "faq.csv").exists()


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_file_host_that_is_busy_is_asked_again_later(tmp_path: Path, status: int) -> None:
    async def be_busy(_: web.Request) -> web.Response:
        return web.Response(status=status, text="<html>later", content_type="text/html")

    async with a_store(be_busy) as store:
        with pytest.raises(SlackPassing):
            await fetch(store, tmp_path / "faq.csv")


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_what_is_refused_is_no_file(tmp_path: Path, status: int) -> None:
    async def refuse(_: web.Request) -> web.Response:
        return web.Response(status=status, text="no")

    async with a_store(refuse) as store:
        with pytest.raises(FileNotReadable):
            await fetch(store, tmp_path / "faq.csv")
