"""Records that are valid as they stand; a test names only what it is about."""

from __future__ import annotations

from itertools import count

from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, AnswerState, Question
from core.datasets.tables import Dataset, Version
from core.models import Model
from core.ratings import Given, Metric, Source
from core.storage import Database
from core.tuning import Job

TEAM, CHANNEL, PERSON = "T1", "C1", "U1"
_numbers = count(1)


def a_dataset(**fields: object) -> Dataset:
    return Dataset(**{"team": TEAM, "name": "faq", "created_by": PERSON, **fields})


def a_version(dataset: Dataset, **fields: object) -> Version:
    number = next(_numbers)
    return Version(
        **{
            "dataset_id": dataset.id,
            "number": number,
            "digest": f"digest-{number}",
            "cause": f"version-{number}",
            "file_name": "faq.csv",
            "encoding": "utf-8",
            "training_examples": 10,
            "validation_examples": 2,
            "held_out_examples": 0,
            "created_by": PERSON,
            **fields,
        }
    )


def a_job(version: Version, **fields: object) -> Job:
    return Job(
        **{
            "team": TEAM,
            "cause": f"job-{next(_numbers)}",
            "version_id": version.id,
            "dataset_name": "faq",
            "provider": "trainer",
            "base_model": "small-base",
            "channel": CHANNEL,
            "requested_by": PERSON,
            **fields,
        }
    )


def a_model(**fields: object) -> Model:
    name = f"model-{next(_numbers)}"
    own = {"team": TEAM, "provider": "trainer", "name": name, "base_name": name, "title": name}
    return Model(**{**own, **fields})


def a_question(**fields: object) -> Question:
    number = next(_numbers)
    return Question(
        **{
            "team": TEAM,
            "cause": f"ask-{number}",
            "channel": CHANNEL,
            "thread": "100.1",
            "ts": f"{100 + number}.1",
            "asked_by": PERSON,
            "text": f"Question {number}?",
            **fields,
        }
    )


def an_answer(question: Question, model: Model, **fields: object) -> Answer:
    own = {"state": AnswerState.COMPLETE, "text": "Yes.", "temperature": 0.0, "max_tokens": 64}
    ids = {"team": TEAM, "question_id": question.id, "model_id": model.id}
    return Answer(**{**own, **ids, **fields})


def a_rating(answer: Answer, **fields: object) -> Given:
    """A thumb up by button, unless said otherwise."""
    own = {"rater": PERSON, "metric": Metric.THUMB, "value": 1, "source": Source.BUTTON}
    return Given(**{"cause": f"act-{next(_numbers)}", "answer": answer, **own, **fields})  # type: ignore[arg-type]  # overridden by name


async def kept(session: AsyncSession, *records: object) -> None:
    """Write records in this order: what others point to comes first."""
    for record in records:
        session.add(record)
        await session.flush()


async def an_answer_in(database: Database, **fields: object) -> Answer:
    """A complete answer with its question and its model, written down."""
    model, question = a_model(), a_question()
    answer = an_answer(question, model, **fields)
    async with database.transaction() as session:
        await kept(session, model, question, answer)
    return answer


async def a_job_in(database: Database, **fields: object) -> Job:
    dataset = a_dataset()
    version = a_version(dataset)
    job = a_job(version, **fields)
    async with database.transaction() as session:
        await kept(session, dataset, version, job)
    return job
