"""A time that Slack shows to everybody in their own zone."""

from __future__ import annotations

from datetime import datetime

from bot.locales import Words


def moment(at: datetime, say: Words) -> str:
    fallback = f"{say.when(at, 'UTC')} UTC"  # in notifications, which know no zone
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"
