"""A no, in Slack's words."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.json_types import JsonObject


class Refusal(Exception):
    """An error name of Slack's, with what Slack says beside it."""

    def __init__(self, error: str, messages: Sequence[str] = (), **more: object) -> None:
        super().__init__(error)
        self.error = error
        self.messages = list(messages)
        self.more = more

    def body(self) -> JsonObject:
        body: JsonObject = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            body["response_metadata"] = {"messages": [f"[ERROR] {one}" for one in self.messages]}
        return body


class TooFast(Refusal):
    """Over the rate limit: HTTP 429 with Retry-After."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__("ratelimited")
        self.retry_after_s = retry_after_s
