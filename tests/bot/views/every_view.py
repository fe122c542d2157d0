"""Every message and every view that Togi can show, made of the words that others wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from string import Formatter

from bot.locales import Words
from bot.views import help as helping
from bot.views.answers import answer as answers
from bot.views.blocks import Message, View, message
from bot.views.datasets import bringing, findings, fixing
from bot.views.datasets import cards as datasets
from bot.views.models import held_out
from bot.views.models import listed as models
from bot.views.ratings import measures as ratings
from bot.views.ratings import summary
from bot.views.training import bases, jobs, learning_curve, trained
from core.answers import Answer
from core.datasets import Fault
from core.datasets.sentences import SENTENCES
from core.datasets.tables import Dataset, Origin, Version
from core.evaluation import AsCanary, BaseSummary, HeldOutScore, Mean, ModelSummary, Share, Summary
from core.models import Model
from core.providers import BaseModel
from core.ratings import MEASURES
from core.tuning import Estimate, Job, JobState, LossPoint
from core.tuning.curves import SHARES, Point
from tests import builders as a
from tests.bot.views import (
    channel_views,
    evaluation_views,
    everywhere_views,
    expert_views,
    home_views,
    rating_views,
    version_views,
    voting_views,
)

ASKER, HERE = "U0ASKER", "C0HERE"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
KEYS_OF_DETAILS = {
    name for said in SENTENCES.values() for _, name, _, _ in Formatter().parse(said) if name
}
SCORE = HeldOutScore(questions=30, exact=3, valid_json=29, right_fields=88, expected_fields=90)


def a_tuned_model(words: str) -> Model:
    return a.a_model(title=words, base_name=words, job_id="job_1")


def the_answer(words: str) -> Answer:
    return a.an_answer(a.a_question(), a.a_model(), text=words)


def the_dataset(words: str) -> tuple[Dataset, Version]:
    dataset = a.a_dataset(name=words, created_by=ASKER)
    more = {"file_name": words, "encoding": "utf-8", "system_prompt": words, "created_by": ASKER}
    return dataset, a.a_version(dataset, **more, held_out_examples=3)


def the_findings(words: str) -> list[Fault]:
    """Every code there is, many times, each telling what the file said."""
    named = dict.fromkeys(KEYS_OF_DETAILS, words[:500])
    return [
        Fault(row, code, {**named}, tuple(range(row, row + row % 30)), kind)
        for code, _, kind in (name.partition(":") for name in SENTENCES)
        for row in (0, 3, 3, 17, 2_000_000)
    ]


def the_header(words: str) -> list[str]:
    return ["question", "answer", "", words, words, *(f"{words[:90]} {n}" for n in range(200))]


def the_shown(words: str) -> datasets.Shown:
    dataset, version = the_dataset(words)
    version.question_column = version.answer_column = words
    return datasets.Shown(
        dataset=dataset,
        version=version,
        samples=[(words, words)] * 3,
        findings=the_findings(words),
        estimate=Estimate(tokens=21_450, epochs=3, seconds=720, cost=0.35, currency=words[:9]),
        picture=datasets.Picture(file="F1", alt=words or "-"),
    )


def begun_by_hand(words: str) -> datasets.Shown:
    dataset, _ = the_dataset(words)
    own = {"file_name": "", "training_examples": 3, "created_by": ASKER}
    version = a.a_version(dataset, origin=Origin.ADDITION, **own)
    return datasets.Shown(dataset=dataset, version=version)


def decided_upon(words: str) -> datasets.Shown:
    shown = the_shown(words)
    version = Version(**{**shown.version.model_dump(), "origin": Origin.DECISIONS})
    return replace(shown, version=version, undecided=3)


def the_job(words: str, **fields: object) -> Job:
    _, version = the_dataset(words)
    own = {"base_model": words, "dataset_name": words, "failure": words, "requested_by": ASKER}
    return a.a_job(version, **{**own, "total_steps": 30, **fields})


def the_offer(words: str) -> learning_curve.Offer:
    dataset, version = the_dataset(words)
    return learning_curve.Offer(
        dataset=dataset,
        version=version,
        base=words,
        there=(1.0,),
        missing=2,
        estimate=Estimate(epochs=3, seconds=720, cost=0.35, currency=words[:9]),
    )


def the_curve(words: str, *losses: float | None) -> learning_curve.Drawn:
    _, version = the_dataset(words)
    states = [JobState.FAILED if loss is None else JobState.SUCCEEDED for loss in losses]
    points = [
        Point(the_job(words, share=share, state=state), 10, loss)
        for share, state, loss in zip(SHARES, states, losses, strict=True)
    ]
    return learning_curve.Drawn(points=points, version=version, picture="F1", person=ASKER)


def an_earlier_step(words: str) -> Model:
    own = {"name": words, "step": 20, "validation_loss": 0.61, "last_validation_loss": 0.68}
    return a_tuned_model(words).model_copy(update=own)


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
            canary=AsCanary(answers=1_000_000, up=1, thumbs=2),
        )
        for _ in range(count)
    ]
    return Summary(tuple(rated))


Messages = dict[str, Callable[[str, Words], Message]]
MESSAGES: Messages = {
    "placeholder": lambda w, say: answers.placeholder(the_answer(w), a_tuned_model(w), say),
    "partial": lambda w, say: answers.partial(w, the_answer(w), a_tuned_model(w), say),
    "complete": lambda w, say: answers.complete(the_answer(w), a_tuned_model(w), say)[-1],
    "failed": answers.failed,
    "failed, may pass": lambda w, say: answers.failed(w, say, "ans_1"),
    "broken off": lambda w, say: answers.part(
        answers.said(the_answer(w))[0],
        answers.broken_off(the_answer(w), w[:500], say, may_pass=True),
    ),
    "asked again": lambda w, say: answers.asked_again(answers.failed(w, say, "ans_1"), say),
    "of two at once": lambda w, say: answers.part(
        answers.said(the_answer(w), answers.whose(w, w, say))[0], []
    ),
    "reading": bringing.reading,
    "still reading": lambda w, say: bringing.reading(w, say, rows=1_200_000),
    "checking": lambda w, say: bringing.reading(w, say, rows=1_200_000, checking=True),
    "refused": bringing.refused,
    "refused, with a file": lambda w, say: bringing.refused(w, say, elsewhere=True),
    "refused, to go on": lambda w, say: bringing.refused(
        w, say, go_on=bringing.go_on_without(61, "file:T1:C1:1.1:F1", say)
    ),
    "columns": lambda w, say: bringing.choose_columns(w, the_header(w), "file:T1:C1:1.1:F1", say),
    "no file to fix": fixing.no_file,
    "file to fix": lambda _, say: message(fixing.rows_need_fixing(5, 20, say, 9, back_in=HERE)),
    "dataset": lambda w, say: datasets.card(the_shown(w), say),
    "dataset brought again": lambda w, say: datasets.card(
        replace(the_shown(w), was_there=True), say
    ),
    "clean dataset": lambda w, say: datasets.card(replace(the_shown(w), findings=()), say),
    "doubted dataset": lambda w, say: datasets.card(decided_upon(w), say),
    "dataset begun by hand": lambda w, say: datasets.card(begun_by_hand(w), say),
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
    "menu": lambda _, say: helping.menu(say, may_add=True),
    "job requested": lambda w, say: jobs.card(the_job(w), progress(None, 0), say),
    "job running": lambda w, say: jobs.card(
        the_job(w, state=JobState.RUNNING, started_at=NOW), progress("F1", 3), say
    ),
    "job without a picture": lambda w, say: jobs.card(the_job(w), progress(None, 3), say),
    "ready": lambda w, say: trained.announcement(
        the_job(w, state=JobState.SUCCEEDED), a_tuned_model(w), say, can_answer=True
    ),
    "not ready": lambda w, say: trained.announcement(
        the_job(w, state=JobState.FAILED), None, say, can_answer=True
    ),
    "to be deployed": lambda w, say: trained.announcement(
        the_job(w, state=JobState.SUCCEEDED), None, say, can_answer=False
    ),
    "curve offered": lambda w, say: learning_curve.offer(the_offer(w), "{}", say),
    "curve that is there": lambda w, say: learning_curve.offer(
        replace(the_offer(w), missing=0, estimate=None), "{}", say
    ),
    "curve begun": lambda _, say: learning_curve.begun(say),
    "curve": lambda w, say: learning_curve.result(the_curve(w, 0.9, None, 0.5), say),
    "no curve": lambda w, say: learning_curve.result(the_curve(w, None, None, 0.5), say),
    "ready at an earlier step": lambda w, say: trained.announcement(
        the_job(w, state=JobState.SUCCEEDED), an_earlier_step(w), say, can_answer=True
    ),
    "an earlier step to be deployed": lambda w, say: trained.announcement(
        the_job(w, state=JobState.SUCCEEDED), an_earlier_step(w), say, can_answer=False
    ),
    "the last step taken": lambda w, say: trained.last_step_taken(
        the_job(w), a_tuned_model(w), ASKER, say
    ),
    "jobs": lambda w, say: jobs.job_list([the_job(w)] * 60, say),
    "no jobs": lambda _, say: jobs.job_list([], say),
    "models": lambda w, say: models.model_list(
        [an_earlier_step(w), *[a_tuned_model(w)] * 60], None, say
    ),
    "no models": lambda _, say: models.model_list([], None, say),
    "now serves": lambda w, say: models.now_serves(a_tuned_model(w), HERE, ASKER, say),
    "now serves directly": lambda w, say: models.now_serves(a_tuned_model(w), "D0BEN", ASKER, say),
    "question": lambda w, say: models.question_asked(w, ASKER, say),
    "summary": lambda w, say: summary.summary_card(the_summary(w, 12), say),
    "no summary": lambda _, say: summary.summary_card(Summary(()), say),
}
MESSAGES |= (
    channel_views.MESSAGES | version_views.MESSAGES | expert_views.MESSAGES | rating_views.MESSAGES
)
MESSAGES |= everywhere_views.MESSAGES | evaluation_views.MESSAGES | voting_views.MESSAGES
MESSAGES |= {
    f"job {state.value}": lambda w, say, state=state: jobs.card(  # type: ignore[misc]  # bound now
        the_job(w, state=state, started_at=NOW, estimated_finish_at=NOW), progress(None, 0), say
    )
    for state in JobState
}
VIEWS: dict[str, Callable[[str, Words], View]] = {
    "all findings": lambda w, say: findings.all_findings(the_findings(w), the_dataset(w)[1], say),
    "no findings": lambda w, say: findings.all_findings([], the_dataset(w)[1], say),
    "add a data set": lambda _, say: bringing.add_modal("C1", ["support-triage", "legal"], say),
    "try": lambda w, say: models.ask_modal(a_tuned_model(w), "mdl:C1", say),
    "rate": lambda w, say: ratings.detail(
        a.a_question(text=w),
        the_answer(w),
        dict.fromkeys(MEASURES, 5),
        rating_views.said(w),
        "ans:C1:1.1",
        say,
    ),
    "rate anew": lambda w, say: ratings.detail(
        a.a_question(text=w), the_answer(w), {}, None, "ans:C1:1.1", say
    ),
}
VIEWS |= channel_views.VIEWS | expert_views.VIEWS | home_views.VIEWS | rating_views.VIEWS
VIEWS |= everywhere_views.VIEWS | evaluation_views.VIEWS
