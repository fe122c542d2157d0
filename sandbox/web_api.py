"""The door of the Web API: token, arguments, faults, rate, scope, and then the method."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Mapping

from aiohttp import web

from sandbox import access
from sandbox.call import Call, Method, arguments
from sandbox.clock import now
from sandbox.faults import Fault
from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.methods import METHODS
from sandbox.refusal import Refusal, TooFast


class WebApi:
    """Answers /api/{method}."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def serve(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        try:
            raw = await _raw_arguments(request)
        except Refusal as refusal:
            return web.json_response(refusal.body())
        fault = self._house.faults.take(name)
        if fault is not None and not fault.after_effect:
            await asyncio.sleep(fault.delay_s)
        if fault is not None and not fault.only_slow and not fault.after_effect:
            self._record(name, raw, ok=False, error=fault.error or str(fault.http_status))
            return _broken(fault)
        try:
            answer = self._answer(name, raw, _token(request, raw))
        except TooFast as refusal:
            self._record(name, raw, ok=False, error=refusal.error)
            wait = str(refusal.retry_after_s)
            return web.json_response(refusal.body(), status=429, headers={"retry-after": wait})
        except Refusal as refusal:
            answer = refusal.body()
        await self._house.workspace.store.settled()
        if fault is not None and fault.after_effect:
            await asyncio.sleep(fault.delay_s)
        if fault is not None and not fault.only_slow:
            self._record(name, raw, ok=False, error=fault.error or str(fault.http_status))
            return _broken(fault)
        self._record(name, raw, ok=answer["ok"], error=answer.get("error"))
        return web.json_response(answer, headers=self._headers(name))

    def _answer(self, name: str, raw: Mapping[str, object], token: str) -> JsonObject:
        house = self._house
        method = METHODS.get(name)
        if method is None:
            raise Refusal("unknown_method", req_method=name)
        self._authorise(method, token)
        house.rates.take(name, method.rate, str(raw.get("channel", "")))
        if method.scopes and not house.manifest.scopes.intersection(method.scopes):
            raise access.missing(method.scopes[0], house.manifest)
        call = Call(house, arguments(method, raw))
        answer = {"ok": True, **method.run(call)}
        if call.warnings:
            metadata = answer.setdefault("response_metadata", {})
            metadata["warnings"] = call.warnings
            answer["warning"] = ",".join(call.warnings)
        return answer

    def _authorise(self, method: Method, token: str) -> None:
        if method.caller == "anybody":
            return
        if not token:
            raise Refusal("not_authed")
        tokens = self._house.tokens
        is_bot = hmac.compare_digest(token.encode(), tokens.bot_token.encode())
        is_app = hmac.compare_digest(token.encode(), tokens.app_token.encode())
        if not is_bot and not is_app:
            raise Refusal("invalid_auth")
        if self._house.workspace.revoked:
            raise Refusal("token_revoked")
        if is_bot != (method.caller == "bot"):
            raise Refusal("not_allowed_token_type")

    def _headers(self, name: str) -> dict[str, str]:
        method = METHODS.get(name)
        return {
            "x-oauth-scopes": self._house.manifest.provided,
            "x-accepted-oauth-scopes": ",".join(method.scopes) if method else "",
        }

    def _record(self, name: str, raw: Mapping[str, object], *, ok: bool, error: str | None) -> None:
        args = {key: value for key, value in raw.items() if key != "token"}
        self._house.calls.append(
            {"method": name, "args": args, "ok": ok, "error": error, "at": now()}
        )


def _broken(fault: Fault) -> web.Response:
    headers = {"retry-after": str(fault.retry_after)} if fault.retry_after else {}
    if not fault.error and fault.http_status != 429:  # noqa: PLR2004 (too many requests)
        return web.Response(status=fault.http_status, text="Slack has a bad day", headers=headers)
    error = fault.error or "ratelimited"
    body = {"ok": False, "error": error}
    return web.json_response(body, status=fault.http_status, headers=headers)


def _token(request: web.Request, raw: Mapping[str, object]) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(raw.get("token") or "")


async def _raw_arguments(request: web.Request) -> dict[str, object]:
    """Query, form or JSON, as Slack takes them."""
    raw: dict[str, object] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            raise Refusal("invalid_json") from None
        if not isinstance(body, dict):
            raise Refusal("json_not_object")
        return raw | {key: value for key, value in body.items() if value is not None}
    if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        raw |= {key: value for key, value in (await request.post()).items() if value != ""}
    return raw
