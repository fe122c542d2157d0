"""Means and counts per measure and model; what nobody rated is unknown, not zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from sqlmodel.ext.asyncio.session import AsyncSession

from core.evaluation.canaries import AsCanary, as_canaries
from core.evaluation.held_out import HeldOutScore, held_out_scores
from core.models import Model
from core.ratings import MEASURES, Metric, model_sums
from core.tuning import Job

Z = NormalDist().inv_cdf(0.975)  # of 95 % certainty


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

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 % certainty, however few there are (Wilson's)."""
        share, n = self.up / self.count, self.count
        middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
        reach = Z / (1 + Z**2 / n) * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
        return max(middle - reach, 0.0), min(middle + reach, 1.0)


@dataclass(frozen=True, slots=True)
class BaseSummary:
    """The base of a tuned model, on the questions that the tuned model is scored on."""

    model: Model
    held_out: HeldOutScore


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSummary:
    model: Model
    measures: Mapping[Metric, Mean]  # only those that somebody gave
    thumbs: Share | None
    held_out: HeldOutScore | None  # over what its own version kept back; a base has no version
    base: BaseSummary | None = None
    canary: AsCanary | None = None  # of all that, what it said as the second model of a channel

    @property
    def is_rated(self) -> bool:
        return bool(self.measures or self.thumbs)

    @property
    def thumbs_elsewhere(self) -> Share | None:
        """The thumbs that it got where it was no canary."""
        if not (self.thumbs and self.canary):
            return self.thumbs
        count = self.thumbs.count - self.canary.thumbs
        return Share(self.thumbs.up - self.canary.up, count) if count else None

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
        return not any(m.measures or m.thumbs or m.held_out or m.canary for m in self.models)


async def summarise(session: AsyncSession, models: list[Model]) -> Summary:
    """What is known of these models, in their order."""
    known = await model_sums(session, [model.id for model in models])
    canaries = await as_canaries(session, [model.id for model in models])
    summaries = []
    for model in models:
        thumbs = known.get((model.id, Metric.THUMB))
        measures = {
            metric: Mean(found.total / found.count, found.count)
            for metric in MEASURES
            if (found := known.get((model.id, metric)))
        }
        scores, base = await _on_held_out(session, model, models)
        beside = scores.get(base.id) if base else None
        summaries.append(
            ModelSummary(
                model=model,
                measures=measures,
                thumbs=Share(thumbs.total, thumbs.count) if thumbs else None,
                held_out=scores.get(model.id),
                base=BaseSummary(base, beside) if base and beside else None,
                canary=canaries.get(model.id),
            )
        )
    return Summary(tuple(summaries))


async def _on_held_out(
    session: AsyncSession, model: Model, shown: list[Model]
) -> tuple[dict[str, HeldOutScore], Model | None]:
    """The scores of a tuned model and of its base, where that is shown, and this base."""
    if model.is_base:
        return {}, None
    job = await session.get_one(Job, model.job_id)
    same = (model.provider, model.base_name)
    base = next((one for one in shown if one.is_base and (one.provider, one.name) == same), None)
    together = [model.id, base.id] if base else [model.id]
    return await held_out_scores(session, job.version_id, together), base
