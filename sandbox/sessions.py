"""What the app shows while it works: the status under a thread, and the agent session."""

from __future__ import annotations

import asyncio

from sandbox import speech
from sandbox.call import Call
from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.records import Channel
from sandbox.refusal import Refusal

STATUS_S = 120.0
SESSION_STATES = {"processing", "active", "suspended", "closed"}
_STOPPABLE = {"processing", "active"}


def show_status(
    house: House, channel: Channel, thread_ts: str, status: str, loading_messages: list[str]
) -> None:
    """Show a status; Slack takes it away after two minutes, or when the app answers."""
    key = (channel.id, thread_ts)
    if (clearing := house.statuses.pop(key, None)) is not None:
        clearing.cancel()
    if status:
        loop = asyncio.get_running_loop()
        house.statuses[key] = loop.call_later(
            STATUS_S, show_status, house, channel, thread_ts, "", []
        )
    house.feed.tell(
        speech.audience(channel),
        {
            "type": "status",
            "channel": channel.id,
            "thread_ts": thread_ts,
            "status": status,
            "loading_messages": loading_messages,
        },
    )


def status_cleared(house: House, channel: Channel, thread_ts: str) -> None:
    """The app answered in this thread."""
    if (channel.id, thread_ts) in house.statuses:
        show_status(house, channel, thread_ts, "", [])


def set_session(call: Call, channel: Channel, thread_ts: str, status: str) -> JsonObject:
    if status not in SESSION_STATES:
        raise Refusal("invalid_arguments", ["must be a session status [json-pointer:/status]"])
    if status in _STOPPABLE and "agent_session_stopped" not in call.house.manifest.events:
        call.warnings.append("missing_agent_session_stopped_event_subscription")
    session = call.house.sessions.setdefault((channel.id, thread_ts), {"title": ""})
    session["status"] = status
    call.house.feed.tell(
        speech.audience(channel),
        {"type": "session", "channel": channel.id, "thread_ts": thread_ts, **session},
    )
    return session
