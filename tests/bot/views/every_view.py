"""Every message and every view that Togi can show, made of the words that others wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.locales import Words
from bot.views import answers, bases, datasets, held_out, jobs, models, ratings, summary
from bot.views import help as helping
from bot.views.blocks import Message, View
from core.answers import Answer
from core.datasets.tables import Dataset, Version
from core.evaluation import BaseSummary, HeldOutScore, Mean, ModelSummary, Share, Summary
from core.models import Model
from core.providers import BaseModel
from core.ratings import MEASURES
from core.tuning import Job, JobState, LossPoint
from tests import builders as a

ASKER, HERE = "U0ASKER", "C0HERE"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
SCORE = HeldOutScore(questions=30, exact=3, valid_json=29, right_fields=88, expected_fields=90)


def a_tuned_model(words: str) -> Model:
    return a.a_model(title=words, base_name=words, job_id="job_1")


def the_answer(words: str) -> Answer:
    return a.an_answer(a.a_question(), a.a_model(), text=words)


def the_dataset(words: str) -> tuple[Dataset, Version]:
    dataset = a.a_dataset(name=words, created_by=ASKER)
    more = {"file_name": words, "encoding": "utf-8", "system_prompt": words, "created_by": ASKER}
    return dataset, a.a_version(dataset, **more, held_out_examples=3)


def the_job(words: str, **fields: object) -> Job:
    _, version = the_dataset(words)
    own = {"base_model": words, "dataset_name": words, "failure": words, "requested_by": ASKER}
    return a.a_job(version, **{**own, "total_steps": 30, **fields})


def progress(picture: str | None, losses: int) -> jobs.Progress:
    points = [LossPoint(job_id="j", step=n, train_loss=1 / n) for n in range(1, losses + 1)]
    return jobs.Progress(step=losses, losses=points, now=NOW, picture=picture)


def the_summary(words: str, count: int) -> Summary:
    measures = {metric: Mean(3.5, 1_000_000) for metric in MEASURES}
    rated = [
        ModelSummary(
            model=a_tuned_model(words),
            measures=measures,
            thumbs=Share(3, 4),
            held_out=SCORE,
            base=BaseSummary(a.a_model(title=words), SCORE),
        )
        for _ in range(count)
    ]
    return Summary(tuple(rated))


Messages = dict[str, Callable[[str, Words], Message]]
MESSAGES: Messages = {
    "placeholder": lambda w, say: answers.placeholder(a_tuned_model(w), say),
    "partial": lambda w, say: answers.partial(w, a_tuned_model(w), say),
    "complete": lambda w, say: answers.complete(the_answer(w), a_tuned_model(w), say),
    "failed": answers.failed,
    "reading": datasets.reading,
    "refused": datasets.refused,
    "dataset": lambda w, say: datasets.card(*the_dataset(w), [(w, w)] * 3, say),
    "datasets": lambda w, say: datasets.listing([the_dataset(w)] * 60, say),
    "no datasets": lambda _, say: datasets.listing([], say),
    "bases": lambda w, say: bases.choose(
        *the_dataset(w),
        BaseModel(name=w[:200]),  # a provider's names are no novels
        [
            BaseModel(
                name=w[:200], licence=w, languages=("ja",), download_bytes=9, is_within_reach=near
            )
            for near in (True, False)
        ],
        say,
    ),
    "held-out question": held_out.question,
    "asking": lambda _, say: held_out.asking(3, 60, say),
    "comparison": lambda w, say: held_out.comparison(
        [(a_tuned_model(w), SCORE), (a.a_model(title=w), None)], say
    ),
    "help": lambda _, say: helping.help_text(say),
    "menu": lambda _, say: helping.menu(say),
    "job requested": lambda w, say: jobs.card(the_job(w), progress(None, 0), say),
    "job running": lambda w, say: jobs.card(
        the_job(w, state=JobState.RUNNING, started_at=NOW), progress("F1", 3), say
    ),
    "job without a picture": lambda w, say: jobs.card(the_job(w), progress(None, 3), say),
    "ready": lambda w, say: jobs.announcement(
        the_job(w, state=JobState.SUCCEEDED), a_tuned_model(w), say, can_answer=True
    ),
    "not ready": lambda w, say: jobs.announcement(
        the_job(w, state=JobState.FAILED), None, say, can_answer=True
    ),
    "to be deployed": lambda w, say: jobs.announcement(
        the_job(w, state=JobState.SUCCEEDED), None, say, can_answer=False
    ),
    "jobs": lambda w, say: jobs.job_list([the_job(w)] * 60, say),
    "no jobs": lambda _, say: jobs.job_list([], say),
    "models": lambda w, say: models.model_list([a_tuned_model(w)] * 60, None, say),
    "no models": lambda _, say: models.model_list([], None, say),
    "now serves": lambda w, say: models.now_serves(a_tuned_model(w), HERE, ASKER, say),
    "question": lambda w, say: models.question_asked(w, ASKER, say),
    "summary": lambda w, say: summary.summary_card(the_summary(w, 12), say),
    "no summary": lambda _, say: summary.summary_card(Summary(()), say),
}
MESSAGES |= {
    f"job {state.value}": lambda w, say, state=state: jobs.card(  # type: ignore[misc]  # bound now
        the_job(w, state=state, started_at=NOW, estimated_finish_at=NOW), progress(None, 0), say
    )
    for state in JobState
}
VIEWS: dict[str, Callable[[str, Words], View]] = {
    "add a data set": lambda _, say: datasets.add_modal("C1", ["support-triage", "legal"], say),
    "try": lambda w, say: models.ask_modal(a_tuned_model(w), "mdl:C1", say),
    "rate": lambda w, say: ratings.detail(
        the_answer(w), dict.fromkeys(MEASURES, 5), "ans:C1:1.1", say
    ),
    "rate anew": lambda w, say: ratings.detail(the_answer(w), {}, "ans:C1:1.1", say),
    "wrong": lambda _, say: ratings.wrong("ans:C1:1.1", say),
    "home": lambda w, say: helping.home(
        models.model_list([a_tuned_model(w)], None, say)["text"], say
    ),
}
