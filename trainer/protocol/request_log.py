"""One line in the log for every request: what was called, how it ended, how long it took."""

import logging
import time
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)
ERROR = 400


@dataclass
class RequestLog:
    """Plain ASGI: the framework's own kind of middleware hides it when a client hangs up."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.monotonic(), 0

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, note)
        finally:
            taken = round((time.monotonic() - began) * 1000)
            # Whoever follows a job looks every second: that is no news.
            level = logging.DEBUG if scope["method"] == "GET" and status < ERROR else logging.INFO
            log.log(level, "%s %s %d %d ms", scope["method"], scope["path"], status, taken)
