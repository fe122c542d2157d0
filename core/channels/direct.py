"""Direct messages: the channels that one person alone shares with Togi."""

from __future__ import annotations


def is_direct(channel: str) -> bool:
    """Slack tells them by the first letter of their ids."""
    return channel.startswith("D")
