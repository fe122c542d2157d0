"""A time that Slack shows to everybody in their own zone."""

from __future__ import annotations

from datetime import datetime

from bot.locales import Words


def moment(at: datetime, say: Words) -> str:
    fallback = say.when(at, "UTC")
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"
