"""What stands of ratings, each with all that it is tied to: a row for a frame or a file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import sqlalchemy as sa
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, Question
from core.channels import Prompt
from core.datasets import Dataset, Version
from core.evaluation.files.frames import Names, Reach
from core.models import Model, list_models
from core.ratings import Rating, RatingEvent
from core.storage.among import among
from core.tuning import Job

AT_ONCE = 2000


class RatingRow(TypedDict):
    """What stands of one person, answer and metric; the first five are what `togi summary` reads.

    `cause` names it in whatever installation it is brought to.
    """

    question: str
    model: str
    rater: str
    metric: str
    score: int
    at: str
    source: str
    emoji: str | None
    answer: str | None
    system_prompt: str | None
    prompt_version: int | None
    temperature: float
    max_tokens: int
    provider: str
    model_name: str
    base_model: str
    dataset: str | None
    dataset_version: int | None
    channel: str | None
    question_id: str
    answer_id: str
    model_id: str
    version_id: str | None
    job_id: str | None
    prompt_id: str | None
    cause: str


async def rating_rows(session: AsyncSession, reach: Reach) -> AsyncIterator[list[RatingRow]]:
    """What stands, in the order in which it was said, so many rows at a time.

    Of a question that was asked elsewhere in private, only the score is told, not the words and
    not where. The session is emptied on the way.
    """
    models = await list_models(session, team=reach.team, channel=reach.channel)
    lineages, prompts = await _lineages(session, models), await _prompts(session, reach.team)
    names = await _names(session, reach, list(lineages))
    last = 0
    while rows := await _ratings_after(session, reach, last, list(lineages)):
        last = rows[-1][0].id or last
        yield [_rating(row, lineages[row[3].id], prompts, reach, names) for row in rows]
        session.expunge_all()  # a million of them would fill the memory


@dataclass(frozen=True, slots=True)
class _Lineage:
    """What a model was trained on, and by which job; nothing for a base."""

    job: Job | None = None
    version: Version | None = None
    dataset: str | None = None


async def _lineages(session: AsyncSession, models: Sequence[Model]) -> Mapping[str, _Lineage]:
    rows = await session.exec(
        select(Job, Version, Dataset.name)
        .join(Version, col(Job.version_id) == Version.id)
        .join(Dataset, col(Version.dataset_id) == Dataset.id)
        .where(among(col(Job.id), [model.job_id for model in models if model.job_id]))
    )
    by_job = {job.id: _Lineage(job, version, dataset) for job, version, dataset in rows}
    return {model.id: by_job.get(model.job_id or "", _Lineage()) for model in models}


async def _prompts(session: AsyncSession, team: str) -> Mapping[str, int]:
    """The number that each system prompt has in its channel."""
    found = await session.exec(select(Prompt.id, Prompt.number).where(Prompt.team == team))
    return dict(found.all())


async def _names(session: AsyncSession, reach: Reach, models: Sequence[str]) -> Names:
    """In the order in which they first rated, so that a later table calls them the same."""
    names = Names(named=reach.named)
    rows = await session.exec(
        select(RatingEvent.rater)
        .where(
            RatingEvent.team == reach.team,
            col(RatingEvent.rater).in_(
                select(Rating.rater).where(
                    Rating.team == reach.team, among(col(Rating.model_id), models)
                )
            ),
        )
        .group_by(col(RatingEvent.rater))
        .order_by(func.min(RatingEvent.id))
    )
    for rater in rows:
        names.of(rater)
    return names


async def _ratings_after(
    session: AsyncSession, reach: Reach, last: int, models: Sequence[str]
) -> Sequence[tuple[RatingEvent, Answer, Question, Model]]:
    stands = sa.and_(
        col(Rating.answer_id) == RatingEvent.answer_id,
        col(Rating.rater) == RatingEvent.rater,
        col(Rating.metric) == RatingEvent.metric,
        col(Rating.event_id) == RatingEvent.id,
    )
    found = await session.exec(
        select(RatingEvent, Answer, Question, Model)
        .join(Rating, stands)
        .join(Answer, col(RatingEvent.answer_id) == Answer.id)
        .join(Question, col(Answer.question_id) == Question.id)
        .join(Model, col(Answer.model_id) == Model.id)
        .where(
            RatingEvent.team == reach.team,
            col(RatingEvent.id) > last,
            among(col(Answer.model_id), models),
        )
        .order_by(col(RatingEvent.id))
        .limit(AT_ONCE)
    )
    return found.all()


def _rating(
    row: tuple[RatingEvent, Answer, Question, Model],
    lineage: _Lineage,
    prompts: Mapping[str, int],
    reach: Reach,
    names: Names,
) -> RatingRow:
    event, answer, question, model = row
    shown = reach.may_show(question)
    version, job = lineage.version, lineage.job
    return {
        "question": question.text if shown else question.id,
        "model": model.title,
        "rater": names.of(event.rater),
        "metric": event.metric.value,
        "score": event.value or 0,
        "at": event.at.isoformat(),
        "source": event.source.value,
        "emoji": event.emoji,
        "answer": answer.text if shown else None,
        "system_prompt": answer.system_prompt if shown else None,
        "prompt_version": prompts.get(answer.prompt_id or ""),
        "temperature": answer.temperature,
        "max_tokens": answer.max_tokens,
        "provider": model.provider,
        "model_name": model.name,
        "base_model": model.base_name,
        "dataset": lineage.dataset,
        "dataset_version": version.number if version else None,
        "channel": question.channel if reach.may_name(question.channel) else None,
        "question_id": question.id,
        "answer_id": answer.id,
        "model_id": model.id,
        "version_id": version.id if version else None,
        "job_id": job.id if job else None,
        "prompt_id": answer.prompt_id,
        "cause": f"{answer.id}:{event.id}",
    }
