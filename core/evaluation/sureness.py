"""How sure the means of ratings are, and how far raters agree: from the ratings themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, Question
from core.datasets import Dataset, Version
from core.models import Model
from core.ratings import MEASURES, Metric, Rating
from core.storage.among import among
from core.tuning import Job

if TYPE_CHECKING:  # numpy is heavy
    from core.evaluation.statistics import Agreement, Estimate

MOST_RATINGS = 20_000  # the newest; more of them would hardly narrow an interval


class Given(NamedTuple):
    """A standing rating; the same question asked twice is one question."""

    model: str
    metric: Metric
    rater: str
    answer: str
    question: str
    value: int


class Trained(NamedTuple):
    """Which version of which data set a model was trained on."""

    model: str
    dataset: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is read before anything is computed."""

    given: Sequence[Given]
    trained: Sequence[Trained]

    @property
    def is_cut(self) -> bool:
        return len(self.given) == MOST_RATINGS


@dataclass(frozen=True, slots=True)
class OfMeasure:
    models: Mapping[str, Estimate]  # by id
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Trend:
    """The mean of all ratings of each model of a data set, by version."""

    dataset: str
    points: Sequence[tuple[int, Estimate]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sureness:
    measures: Mapping[Metric, OfMeasure]  # only those that somebody gave
    trends: Sequence[Trend]
    ratings: int
    is_cut: bool


async def read_known(session: AsyncSession, models: Sequence[Model]) -> Known:
    """The newest ratings of some models on the five measures."""
    ids = [model.id for model in models]
    rated = await session.exec(
        select(Rating, Question.text)
        .join(Answer, col(Rating.answer_id) == Answer.id)
        .join(Question, col(Answer.question_id) == Question.id)
        .where(among(col(Rating.model_id), ids), col(Rating.metric) != Metric.THUMB)
        .order_by(col(Rating.event_id).desc())
        .limit(MOST_RATINGS)
    )
    trained = await session.exec(
        select(Model.id, Dataset.id, Dataset.name, Version.number)
        .join(Job, col(Model.job_id) == Job.id)
        .join(Version, col(Job.version_id) == Version.id)
        .join(Dataset, col(Version.dataset_id) == Dataset.id)
        .where(among(col(Model.id), ids), col(Model.share) == 1)
        .order_by(col(Version.number), col(Model.created_at))
    )
    given = [
        Given(one.model_id, one.metric, one.rater, one.answer_id, text, one.value)
        for one, text in rated
    ]
    return Known(given, [Trained(*row) for row in trained])


def sureness(known: Known) -> Sureness:
    """A tenth of a second and more: not for a loop.

    Means resample questions; agreement looks at answers, as only who rated the same one can agree.
    """
    from core.evaluation.statistics import Ratings, agreement, summarise_ratings

    questions = Ratings.of((g.question, g.model, g.rater, g.metric, g.value) for g in known.given)
    answers = Ratings.of((g.answer, g.model, g.rater, g.metric, g.value) for g in known.given)
    found = summarise_ratings(questions) if known.given else None
    measures = (
        {
            metric: OfMeasure(found.metrics[metric].models, agreement(answers.of_metric(metric)))
            for metric in MEASURES
            if metric in found.metrics
        }
        if found
        else {}
    )
    return Sureness(
        measures=measures,
        trends=_trends(known.trained, found.models if found else {}),
        ratings=len(known.given),
        is_cut=known.is_cut,
    )


def _trends(trained: Sequence[Trained], means: Mapping[str, Estimate]) -> list[Trend]:
    """Only of data sets with several rated models: one is no trend."""
    points: defaultdict[tuple[str, str], list[tuple[int, Estimate]]] = defaultdict(list)
    for one in trained:
        if one.model in means:
            points[one.dataset, one.name].append((one.number, means[one.model]))
    return [Trend(name, seen) for (_, name), seen in points.items() if len(seen) > 1]
