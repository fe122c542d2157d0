"""What columns of every table share: ids, times, enums stored by value."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from enum import StrEnum
from typing import cast

import sqlalchemy as sa

# No vowels and no look-alikes: an id is read aloud, and never spells a word.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
ID_LENGTH = 8


def new_id(prefix: str) -> str:
    """A short random id that says what it is of, such as `job_7k3mfp2x`."""
    return f"{prefix}_{''.join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))}"


def utc_now() -> datetime:
    return datetime.now(UTC)


def by_value(kind: type[StrEnum]) -> type[sa.Enum]:
    """A column type that stores an enum's values; its names are free to change."""
    column_type = sa.Enum(
        kind, native_enum=False, length=32, values_callable=lambda enum: [m.value for m in enum]
    )
    return cast("type[sa.Enum]", column_type)  # SQLModel takes instances, and is typed for classes
