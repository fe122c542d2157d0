"""What came of a training, and what to do next."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import Element, Message, actions, button, escape, message, section
from bot.views.training.jobs import COMPARE, LAST_STEP, TRY, USE
from core.models import Model
from core.tuning import Job, JobState


def announcement(job: Job, model: Model | None, say: Words, *, can_answer: bool) -> Message:
    """What came of it, and what to do next; `can_answer`: the provider serves it by itself."""
    person = job.requested_by
    if job.state is JobState.CANCELLED:
        return message(say("<@{person}> Training was cancelled.", person=person))
    if job.state is not JobState.SUCCEEDED:
        reason = escape(job.failure or say("The provider gave no reason."))
        return message(say("<@{person}> Training failed. {reason}", person=person, reason=reason))
    buttons: list[Element] = []
    if model is None or not can_answer:
        name = model.name if model else job.remote_model or job.remote_id or job.id
        text = say(
            "<@{person}> Training is done: *{model}*. This provider doesn't serve it by "
            "itself: an admin deploys it there first.",
            person=person,
            model=escape(name),
        )
    else:
        text = say("<@{person}> *{model}* is ready.", person=person, model=escape(model.title))
        buttons += [
            button(say("Try it"), TRY, model.id, style="primary"),
            button(say("Compare with base"), COMPARE, model.id),
            button(say("Use here"), USE, model.id),
        ]
    if model and model.step:
        text = f"{text}\n{why_this_step(job, model, say)}"
        value = f"{model.id}:{say.language}"  # the thread goes on in its own language
        buttons.append(button(say("Use the last step instead"), LAST_STEP, value))
    return message(text, section(text), *([actions(*buttons)] if buttons else []))


def why_this_step(job: Job, model: Model, say: Words) -> str:
    """Why an earlier step than the last became the model."""
    loss, last = model.validation_loss or 0.0, model.last_validation_loss or 0.0
    digits = 2 if round(loss, 2) != round(last, 2) else 4
    return say(
        "Step {step} of {total} answered the validation questions best (loss {loss}; {last} at "
        "the end), so that is the model.",
        step=model.step or 0,
        total=job.total_steps or 0,
        loss=say.number(loss, digits),
        last=say.number(last, digits),
    )


def last_step_taken(job: Job, model: Model, person: str, say: Words) -> Message:
    return message(
        say(
            "<@{person}> chose the last step instead: *{model}* is now what the training had "
            "learned after step {total}.",
            person=person,
            model=escape(model.title),
            total=job.total_steps or 0,
        )
    )
