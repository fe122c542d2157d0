"""Who may knock: this machine by its own name, pages of our own origin, and nobody else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_OnPrepare = Callable[[web.Request, web.StreamResponse], Awaitable[None]]
_LOOPBACK = {"127.0.0.1", "localhost"}
_PEOPLE = ("/people/", "/control/", "/page/")


def guard(port: int, origins: frozenset[str]) -> Middleware:
    """A middleware that refuses foreign names (DNS rebinding) and foreign pages."""
    own = frozenset(f"http://{host}:{port}" for host in _LOOPBACK) | origins

    @web.middleware
    async def guarded(request: web.Request, handler: _Handler) -> web.StreamResponse:
        if not _is_loopback(request.headers.get("host", ""), port):
            raise web.HTTPForbidden(text="this sandbox answers to 127.0.0.1 and localhost only")
        if request.path.startswith(_PEOPLE) and not _is_own(request, own):
            raise web.HTTPForbidden(text="this sandbox listens to its own page only")
        return await handler(request)

    return guarded


def protective_headers(port: int) -> _OnPrepare:
    """A signal that adds to every answer what a browser must know."""
    headers = {
        "content-security-policy": _policy(port),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
    }

    async def add(_request: web.Request, response: web.StreamResponse) -> None:
        for name, value in headers.items():
            response.headers.setdefault(name, value)

    return add


def _is_loopback(host: str, port: int) -> bool:
    try:
        parts = urlsplit(f"//{host}")
        named = (parts.hostname, parts.port)
    except ValueError:
        return False
    return named[0] in _LOOPBACK and named[1] in {None, port}


def _is_own(request: web.Request, own: frozenset[str]) -> bool:
    origin = request.headers.get("origin")
    if origin is not None:
        return origin in own
    return request.headers.get("sec-fetch-site", "none") in {"none", "same-origin"}


def _policy(port: int) -> str:
    sockets = " ".join(f"ws://{host}:{port}" for host in sorted(_LOOPBACK))
    return (
        "default-src 'self'; img-src 'self' data: blob:; "
        f"connect-src 'self' {sockets}; object-src 'none'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
