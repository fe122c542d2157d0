"""Names for new things."""

from __future__ import annotations

import secrets
import string

ALPHABET = string.ascii_letters + string.digits


def new(prefix: str) -> str:
    return prefix + "".join(secrets.choice(ALPHABET) for _ in range(24))


def model(base: str, suffix: str | None, job: str, step: int | None = None) -> str:
    name = f"ft:{base}:{suffix or ''}:{job}"
    return name if step is None else f"{name}:ckpt-step-{step}"


def seed(largest: int) -> int:
    return secrets.randbelow(largest + 1)
