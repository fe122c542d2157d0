"""What is measured: a thumb, and five measures from 0 to 5; and which emoji says which."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Metric(StrEnum):
    THUMB = "thumb"  # 1 up, 0 down: a share of its own, never part of a mean
    ACCURACY = "accuracy"
    CONSISTENCY = "consistency"
    RELEVANCE = "relevance"
    EXPERTISE = "expertise"
    QUALITY = "response_quality"


MEASURES: tuple[Metric, ...] = tuple(metric for metric in Metric if metric is not Metric.THUMB)
HIGHEST = 5
UP, DOWN = 1, 0


class EmojiRating(NamedTuple):
    metric: Metric
    value: int


EMOJI: dict[str, EmojiRating] = {
    "+1": EmojiRating(Metric.THUMB, UP),
    "thumbsup": EmojiRating(Metric.THUMB, UP),
    "-1": EmojiRating(Metric.THUMB, DOWN),
    "thumbsdown": EmojiRating(Metric.THUMB, DOWN),
    **{
        name: EmojiRating(Metric.QUALITY, value)
        for value, name in enumerate(("zero", "one", "two", "three", "four", "five"))
    },
}


def emoji_rating(name: str) -> EmojiRating | None:
    """What an emoji says about an answer; a skin tone (`+1::skin-tone-3`) changes nothing."""
    return EMOJI.get(name.partition("::")[0])


def bounds(metric: Metric) -> range:
    """The values that a metric can take."""
    return range(UP + 1) if metric is Metric.THUMB else range(HIGHEST + 1)
