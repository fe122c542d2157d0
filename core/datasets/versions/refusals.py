"""What versions of a data set are not good for, and how they say so."""

from __future__ import annotations

from typing import ClassVar

from core.errors import TogiError


class HeldOut(TogiError):
    template: ClassVar[str] = (
        "Held-out examples are kept for examining models, so they are never given to a provider."
    )
