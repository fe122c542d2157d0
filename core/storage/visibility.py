"""What was brought to a private channel is shown only there."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped


def seen_from(private_to: Mapped[str | None], channel: str) -> sa.ColumnElement[bool]:
    """The rows that may be shown in `channel`; `private_to` is the column that restricts them."""
    return sa.or_(private_to.is_(None), private_to == channel)
