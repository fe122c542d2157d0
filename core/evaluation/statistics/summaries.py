"""All that ratings say on their own: means by measure and model, and how far raters agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.evaluation.statistics.agreement import Agreement, Level, agreement
from core.evaluation.statistics.means import Estimate, mean_of
from core.evaluation.statistics.ratings import Column, Ratings


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMetric:
    """What was said on one measure."""

    mean: Estimate
    models: Mapping[str, Estimate]
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryOfRatings:
    """Names stand in the order of the rows."""

    overall: Estimate
    metrics: Mapping[str, OfMetric]
    models: Mapping[str, Estimate]


def summarise_ratings(ratings: Ratings, level: Level = Level.ORDINAL) -> SummaryOfRatings:
    return SummaryOfRatings(
        overall=mean_of(ratings),
        metrics={
            name: _of_metric(ratings.of_metric(name), level) for name in _said(ratings.metric)
        },
        models=_by_model(ratings),
    )


def _of_metric(ratings: Ratings, level: Level) -> OfMetric:
    return OfMetric(
        mean=mean_of(ratings), models=_by_model(ratings), agreement=agreement(ratings, level)
    )


def _by_model(ratings: Ratings) -> dict[str, Estimate]:
    return {name: mean_of(ratings.of_model(name)) for name in _said(ratings.model)}


def _said(column: Column) -> list[str]:
    """The names that occur, though it may be with missing scores only."""
    return [column.names[place] for place in np.unique(column.codes)]
