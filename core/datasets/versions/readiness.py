"""Whether a version holds enough to be trained on: one that was begun by hand may not yet."""

from __future__ import annotations

from typing import ClassVar

from core.datasets.enough import LEAST
from core.datasets.tables import Version
from core.errors import TogiError


class TooFewToTrain(TogiError):
    template: ClassVar[str] = (
        "“{name}” has {count} training examples, and no provider trains on fewer than {least}. "
        "Add more: from a message's menu, or by sending a file."
    )


def missing_examples(version: Version) -> int:
    """How many examples are missing before any provider would train on it."""
    return max(0, LEAST - version.training_examples)


def require_ready(name: str, version: Version) -> None:
    """Let it pass, or say how many examples there are and how many it takes.

    Raises:
        TooFewToTrain: where examples are missing.
    """
    if missing_examples(version):
        count = version.training_examples
        raise TooFewToTrain(name=name, count=count, least=LEAST)
