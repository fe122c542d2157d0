"""What pydantic found wrong, as a place and a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic_core import ErrorDetails

TYPE_NAMES = {"str", "int", "float", "bool"}


def first(errors: Sequence[ErrorDetails]) -> tuple[str, str]:
    """The first place at fault, and every reason given for it."""
    place = _place(errors[0])
    reasons = [
        error["msg"].removeprefix("Value error, ") for error in errors if _place(error) == place
    ]
    return place, " or ".join(dict.fromkeys(reasons))


def _place(error: ErrorDetails) -> str:
    """`messages.0.content`, without the names that pydantic gives to the branches of a union."""
    parts: list[str] = []
    for part in error["loc"]:
        if isinstance(part, str) and (part in TYPE_NAMES or not part.isidentifier()):
            break
        parts.append(str(part))
    return ".".join(parts)
