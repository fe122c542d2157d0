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
    """Names stand in the order of the rows; `together` are the measures that one mean is over."""

    overall: Estimate
    metrics: Mapping[str, OfMetric]
    models: Mapping[str, Estimate]
    together: frozenset[str]


def summarise_ratings(
    ratings: Ratings, level: Level = Level.ORDINAL, *, together: frozenset[str] | None = None
) -> SummaryOfRatings:
    """The means over several measures are those over the ones `together`: all, unless it is said.

    None of a model's names is lost where these say nothing of it.
    """
    among = frozenset(ratings.metric.names) if together is None else together
    whole = ratings.of_metrics(among)
    return SummaryOfRatings(
        overall=mean_of(whole),
        metrics={
            name: _of_metric(ratings.of_metric(name), level) for name in _said(ratings.metric)
        },
        models={name: mean_of(whole.of_model(name)) for name in _said(ratings.model)},
        together=among,
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
