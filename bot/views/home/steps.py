"""The way round the loop for the first time: what is done, what comes next, what comes later."""

from __future__ import annotations

from typing import NamedTuple

from bot.locales import Words
from bot.views.answers.answer import RATE_IN_DETAIL
from bot.views.blocks import Block, Element, actions, button, context, header, section
from bot.views.datasets.bringing import ADD
from bot.views.datasets.cards import TRAIN
from bot.views.home.shown import (
    Shown,
    ask_button,
    let_answer_button,
    train_value,
    trainable,
)
from bot.views.training.jobs import COMPARE

OPERATORS_STEPS = 3  # the first ones; the others are everybody's


class Step(NamedTuple):
    words: str
    is_done: bool


def first_steps(shown: Shown, say: Words) -> list[Block]:
    """Nothing once all is done that the reader can do."""
    every = _steps(shown, say)
    own = every if shown.may_operate else every[OPERATORS_STEPS:]
    if all(step.is_done for step in own):
        return []
    done = sum(step.is_done for step in own)
    title = say("First steps: {done} of {n} done", done=done, n=len(own))
    blocks = [header(title), section("\n".join(_lines(own, say)))]
    if buttons := _buttons(shown, say):
        blocks.append(actions(*buttons))
    if not shown.may_operate and not all(step.is_done for step in every[:OPERATORS_STEPS]):
        blocks.append(context(_who_does_the_rest(shown, say)))
    return blocks


def _steps(shown: Shown, say: Words) -> list[Step]:
    steps = shown.overview.steps
    return [
        Step(say("bring examples of good answers"), steps.brought),
        Step(say("train a model on them"), steps.trained),
        Step(say("let it answer in a channel"), steps.serves),
        Step(say("ask the model something"), steps.asked),
        Step(say("rate its answer"), steps.rated),
    ]


def _lines(steps: list[Step], say: Words) -> list[str]:
    lines, is_next = [], True
    for step in steps:
        if step.is_done:
            lines.append("✅ " + say("Done: {step}", step=step.words))
        elif is_next:
            lines.append("👉 *" + say("Next: {step}", step=step.words) + "*")
            is_next = False
        else:
            lines.append("▫️ " + say("Later: {step}", step=step.words))
    return lines


def _buttons(shown: Shown, say: Words) -> list[Element]:
    """What takes the next open step."""
    steps = shown.overview.steps
    if shown.may_operate and not steps.brought:
        return [button(say("Add a data set"), ADD, "home", style="primary")]
    if shown.may_operate and not steps.trained:
        return _to_train(shown, say)
    if shown.may_operate and not steps.serves:
        return _to_let_answer(shown, say)
    if not steps.asked or not shown.overview.unrated:
        return [ask_button(shown, say, is_next=True)]
    answer = shown.overview.unrated[0]
    return [button(say("Rate the answer"), RATE_IN_DETAIL, answer.answer_id, style="primary")]


def _to_train(shown: Shown, say: Words) -> list[Element]:
    if shown.overview.running:
        return []  # it stands below, with how far it is
    ready = next((held for held in shown.overview.datasets if trainable(held)), None)
    if ready is None:
        return [button(say("Add a data set"), ADD, "home", style="primary")]
    return [button(say("Train a model"), TRAIN, train_value(ready), style="primary")]


def _to_let_answer(shown: Shown, say: Words) -> list[Element]:
    model = shown.overview.newest_model
    if model is None:  # it learnt from a private channel, and answers there
        return [ask_button(shown, say)]
    return [
        let_answer_button(model, say, is_next=True),
        ask_button(shown, say),
        button(say("Compare with base"), COMPARE, model.id),
    ]


def _who_does_the_rest(shown: Shown, say: Words) -> str:
    if not shown.operators:
        return say(
            "Examples and training are for the workspace's owners and admins: ask one of them."
        )
    people = " ".join(
        f"<!subteam^{one}>" if one.startswith("S") else f"<@{one}>" for one in shown.operators
    )
    return say("Examples and training are for operators: ask {people}.", people=people)
