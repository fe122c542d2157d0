"""Signed HTTP: what Slack POSTs to a request URL when there is no websocket."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from sandbox.json_types import JsonObject


@dataclass(frozen=True)
class Reply:
    """What the app answered: acknowledged, or why not."""

    acked: bool
    reason: str = ""
    payload: JsonObject | None = None
    retry_wanted: bool = True
    counts: bool = True  # among Slack's few tries


class SignedHttp:
    """Posts envelopes to one URL, signed as Slack signs (v0)."""

    def __init__(self, url: str, signing_secret: str) -> None:
        self._url = url
        self._secret = signing_secret.encode()
        self._session: aiohttp.ClientSession | None = None

    async def post(
        self, kind: str, payload: JsonObject, *, timeout_s: float, retry: int = 0, reason: str = ""
    ) -> Reply:
        body, content_type = _written(kind, payload)
        headers = {"content-type": content_type, **self._signature(body)}
        if retry:
            headers |= {"x-slack-retry-num": str(retry), "x-slack-retry-reason": reason}
        if self._session is None:
            self._session = aiohttp.ClientSession()
        try:
            async with (
                asyncio.timeout(timeout_s),
                self._session.post(
                    self._url, data=body, headers=headers, allow_redirects=False
                ) as answer,
            ):
                wanted = answer.headers.get("x-slack-no-retry") != "1"
                if not 200 <= answer.status < 300:  # noqa: PLR2004 (the range that means success)
                    return Reply(acked=False, reason="http_error", retry_wanted=wanted)
                return Reply(acked=True, payload=_answered(await answer.text()))
        except TimeoutError:
            return Reply(acked=False, reason="http_timeout")
        except aiohttp.ClientError:
            return Reply(acked=False, reason="connection_failed")

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _signature(self, body: bytes) -> dict[str, str]:
        at = str(int(time.time()))
        digest = hmac.new(self._secret, b"v0:" + at.encode() + b":" + body, hashlib.sha256)
        return {
            "x-slack-request-timestamp": at,
            "x-slack-signature": "v0=" + digest.hexdigest(),
        }


def _written(kind: str, payload: JsonObject) -> tuple[bytes, str]:
    """Events are JSON; commands are a form; interactivity is JSON inside a form."""
    if kind == "events_api":
        return json.dumps(payload, ensure_ascii=False).encode(), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _answered(text: str) -> JsonObject:
    try:
        answer = json.loads(text)
    except ValueError:
        return {"text": text} if text.strip() else {}
    return answer if isinstance(answer, dict) else {}
