"""A part of the training rows, drawn so that a smaller one lies within every larger one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from hashlib import blake2b


def portion_size(count: int, share: float) -> int:
    """How many of so many rows a share is."""
    return math.ceil(count * share)


def portion(lines: Sequence[str], share: float) -> Sequence[str]:
    """A share of the lines, in their order: drawn by what they say, so always the same ones."""
    if share >= 1:
        return lines
    drawn = sorted(range(len(lines)), key=lambda at: blake2b(lines[at].encode()).digest())
    return [lines[at] for at in sorted(drawn[: portion_size(len(lines), share)])]
