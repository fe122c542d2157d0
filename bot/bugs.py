"""What nobody foresaw: the traceback goes to the log, the person gets a reference to it."""

from __future__ import annotations

import secrets
from typing import ClassVar

import structlog

from core.errors import TogiError


class Bug(TogiError):
    template: ClassVar[str] = (
        "Something went wrong inside Togi. It's not your fault, and nothing was lost. "
        "An admin can find it in the log under {reference}."
    )


def reported(error: Exception) -> Bug:
    """Log a bug and return the words for whom it happened to."""
    reference = secrets.token_hex(4)
    structlog.get_logger().error("bug", reference=reference, exc_info=error)
    return Bug(reference=reference)
