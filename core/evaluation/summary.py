"""Means and counts per measure and model; what nobody rated is unknown, not zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.evaluation.held_out import HeldOutScore, held_out_scores
from core.models import Model
from core.ratings import MEASURES, Metric, Rating


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean on the scale of 0 to 5, over `count` ratings."""

    value: float
    count: int


@dataclass(frozen=True, slots=True)
class Share:
    """`up` of `count` thumbs point up."""

    up: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSummary:
    model: Model
    measures: Mapping[Metric, Mean]  # only those that somebody gave
    thumbs: Share | None
    held_out: HeldOutScore | None

    @property
    def overall(self) -> float | None:
        """The mean of the five measures' means; None until each has been given."""
        if len(self.measures) < len(MEASURES):
            return None
        return sum(mean.value for mean in self.measures.values()) / len(self.measures)


@dataclass(frozen=True, slots=True)
class Summary:
    models: tuple[ModelSummary, ...]

    @property
    def is_empty(self) -> bool:
        return not any(m.measures or m.thumbs or m.held_out for m in self.models)


async def summarise(session: AsyncSession, models: list[Model]) -> Summary:
    """What is known of these models, in their order."""
    rows = await session.exec(
        select(Rating.model_id, Rating.metric, func.sum(Rating.value), func.count())
        .where(col(Rating.model_id).in_([model.id for model in models]))
        .group_by(col(Rating.model_id), col(Rating.metric))
    )
    known = {(model_id, metric): (total, count) for model_id, metric, total, count in rows}
    scores = await held_out_scores(session, [model.id for model in models])
    summaries = []
    for model in models:
        thumbs = known.get((model.id, Metric.THUMB))
        measures = {
            metric: Mean(total / count, count)
            for metric in MEASURES
            for total, count in [known.get((model.id, metric), (0, 0))]
            if count
        }
        summaries.append(
            ModelSummary(
                model=model,
                measures=measures,
                thumbs=Share(*thumbs) if thumbs else None,
                held_out=scores.get(model.id),
            )
        )
    return Summary(tuple(summaries))
