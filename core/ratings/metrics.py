"""What is measured: a thumb, and five measures from 0 to 5."""

from __future__ import annotations

from enum import StrEnum


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


def bounds(metric: Metric) -> range:
    """The values that a metric can take."""
    return range(UP + 1) if metric is Metric.THUMB else range(HIGHEST + 1)
