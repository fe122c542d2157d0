"""When people are told that a model will stop answering."""

from __future__ import annotations

from datetime import date

NOTICES = (3, 14, 60)  # days before


def notice_due(ends_on: date, today: date) -> int | None:
    """Which notice is due: the last one whose day has come; None before the first, and too late."""
    left = (ends_on - today).days
    return next((days for days in NOTICES if 0 <= left <= days), None)
