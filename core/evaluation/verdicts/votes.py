"""One blind vote between two answers to one question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Winner(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    TIE = "tie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """`left` and `right` name models as they were shown; a list has votes in order of casting."""

    question: str
    rater: str
    left: str
    right: str
    winner: Winner
