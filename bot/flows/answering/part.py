"""One message of an answer, as far as it is known how it stands in Slack."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Part:
    """One message: whether it is a stream, one that is open, and what it surely shows."""

    number: int
    ts: str
    is_stream: bool = False
    is_open: bool = False
    text: str = ""
    is_sure: bool = True  # False: what it shows is not known
    is_kept: bool = False  # written down where it stands
    edited_at: float = 0.0
