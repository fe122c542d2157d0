"""A training on one card: stage, progress, loss, time left; and what to do when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Element,
    Message,
    actions,
    button,
    confirmation,
    context,
    escape,
    message,
    picture,
    section,
)
from bot.views.training.learning_curve import of_rows
from core.models import Model
from core.tuning import Job, JobState, LossPoint

CANCEL = "cancel_job"
TRY = "try_model"
COMPARE = "compare_model"
USE = "use_model"
LAST_STEP = "use_last_step"
BAR_LENGTH = 20


Expected = tuple[float, int]  # seconds, and the past trainings they were learnt from


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is known of a job; `picture` is the id of the loss curve's file.

    `chosen` is the step that became the model, where it isn't the last; `ready` is that model,
    where it can be asked.
    """

    step: int
    losses: Sequence[LossPoint]
    now: datetime
    picture: str | None = None
    expected: Expected | None = None
    chosen: int | None = None
    ready: Model | None = None


def what(job: Job, say: Words) -> str:
    """What is trained on what, as a title."""
    title = say(
        "Training *{base}* on *{dataset}*",
        base=escape(job.base_model),
        dataset=escape(job.dataset_name),
    )
    return title if job.share == 1 else f"{title} · {of_rows(job.share, say)}"


def stage(state: JobState, say: Words) -> str:
    match state:
        case JobState.REQUESTED:
            return say("Uploading the examples")
        case JobState.VALIDATING:
            return say("The provider is checking the files")
        case JobState.QUEUED:
            return say("Waiting in the queue")
        case JobState.RUNNING:
            return say("Training")
        case JobState.PAUSED:
            return say("Paused")
        case JobState.SUCCEEDED:
            return say("Done")
        case JobState.FAILED:
            return say("Failed")
        case JobState.CANCELLED:
            return say("Cancelled")


def card(job: Job, progress: Progress, say: Words, *, may_cancel: bool = True) -> Message:
    """The one message that a job edits while it lives; alone shown, for who looks at it."""
    text = "\n".join([what(job, say), where_it_stands(job, progress, say)])
    blocks: list[Block] = [section(text)]
    curve = curve_in_words(progress.losses, say, progress.chosen)
    if progress.picture:
        blocks.append(picture(progress.picture, curve))
    elif progress.losses:
        blocks.append(context(curve))
    if job.failure:
        blocks.append(section(escape(job.failure)))
    blocks.append(
        context(say("{job}, started by <@{person}>", job=job.id, person=job.requested_by))
    )
    if may_cancel and not job.state.is_final:
        blocks.append(actions(cancel_button(job, say)))
    if progress.ready:
        blocks.append(actions(button(say("Try it"), TRY, progress.ready.id, style="primary")))
    return message(text, *blocks)


def where_it_stands(job: Job, progress: Progress, say: Words) -> str:
    where = stage(job.state, say)
    if progress.ready:
        return say("Done: *{model}* is ready.", model=escape(progress.ready.title))
    if job.state is not JobState.RUNNING or not job.total_steps:
        if job.state.is_final or not progress.expected:
            return where
        return f"{where} · {expectation(*progress.expected, say)}"
    share = min(progress.step / job.total_steps, 1.0)
    filled = round(share * BAR_LENGTH)
    steps = say("step {step} of {total}", step=progress.step, total=job.total_steps)
    parts = [where, "█" * filled + "░" * (BAR_LENGTH - filled), steps]
    left = time_left(job, progress)
    if left is not None:
        parts.append(say("about {duration} left", duration=say.duration(left)))
    return " · ".join(parts)


def expectation(seconds: float, trainings: int, say: Words) -> str:
    """How long a training should take, and where that is known from."""
    duration = say.duration(seconds)
    if not trainings:
        return say("about {duration}", duration=duration)
    if trainings == 1:
        return say("about {duration}, by your last training", duration=duration)
    return say("about {duration}, by your last {n} trainings", duration=duration, n=trainings)


def time_left(job: Job, progress: Progress) -> float | None:
    """Seconds until the end: the provider's own estimate, else by the pace so far."""
    if job.estimated_finish_at:
        return max((job.estimated_finish_at - progress.now).total_seconds(), 0.0)
    if not (job.started_at and job.total_steps and progress.step):
        return None
    elapsed = (progress.now - job.started_at).total_seconds()
    return elapsed / progress.step * (job.total_steps - progress.step)


def curve_in_words(losses: Sequence[LossPoint], say: Words, chosen: int | None = None) -> str:
    """The loss curve for who can't see the picture."""
    train = [point.train_loss for point in losses if point.train_loss is not None]
    validation = [point.validation_loss for point in losses if point.validation_loss is not None]
    sentences = []
    if train:
        fell = say(
            "Training loss {first} → {last}",
            first=say.number(train[0], 2),
            last=say.number(train[-1], 2),
        )
        sentences.append(fell)
    if len(validation) > 1:
        fell = say(
            "Validation loss {first} → {last}",
            first=say.number(validation[0], 2),
            last=say.number(validation[-1], 2),
        )
        sentences.append(fell)
    elif validation:
        sentences.append(say("Validation loss {last}", last=say.number(validation[0], 2)))
    if chosen:
        sentences.append(
            say("The model is step {step}, where the validation loss was lowest", step=chosen)
        )
    return " · ".join(sentences) or say("No loss reported yet")


def cancel_button(job: Job, say: Words) -> Element:
    return button(
        say("Cancel training"),
        CANCEL,
        job.id,
        style="danger",
        confirm=confirmation(
            say("Cancel this training job?"),
            say("It stops at the next step. What it has learned so far won't be kept as a model."),
            say("Cancel training"),
            say("Keep training"),
        ),
    )


def job_list(jobs: Sequence[Job], say: Words) -> Message:
    if not jobs:
        return message(
            say("No training jobs yet. Start one with `/ft train` and the name of a data set.")
        )
    lines = [
        "• " + say.stated(f"`{job.id}` {what(job, say)}", stage(job.state, say))
        for job in jobs[:20]
    ]
    return message("\n".join([f"*{say('Training jobs')}*", *lines]))
