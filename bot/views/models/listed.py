"""The models there are, what serves here, and the modal that asks one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import Words
from bot.views.blocks import (
    Element,
    Message,
    View,
    context,
    escape,
    input_block,
    message,
    modal,
    plain,
    section,
    text_input,
)
from core.channels.direct import is_direct
from core.models import Model

ASK_MODAL = "ask_model"
QUESTION = "question"
LET_ANSWER, WHERE_MODAL, CHANNEL = "let_model_answer", "let_model_answer_where", "channel"
WHAT_SERVES = "-"  # instead of a model's id: whichever answers


def model_list(models: Sequence[Model], serving: str | None, say: Words) -> Message:
    """All models, the one that answers here marked."""
    if not models:
        return message(
            say("No models yet. Ask me something to try a base model, or train one: `/ft train`.")
        )
    lines = [_line(model, serves=model.id == serving, say=say) for model in models[:40]]
    return message("\n".join([f"*{say('Models')}*", *lines]))


def _line(model: Model, *, serves: bool, say: Words) -> str:
    kind = (
        say("base model")
        if model.is_base
        else say("trained from {base}", base=escape(model.base_name))
    )
    step = [say("step {step} of its training", step=model.step)] if model.step else []
    parts = [f"*{escape(model.title)}*", kind, *step, *([say("in use")] if serves else [])]
    return "• " + " · ".join(parts)


def now_serves(model: Model, channel: str, person: str, say: Words) -> Message:
    """In direct messages nobody needs to be mentioned, and Slack has no name to link them by."""
    if is_direct(channel):
        return message(
            say(
                "From now on, *{model}* answers in these direct messages. Just write to it.",
                model=escape(model.title),
            )
        )
    return message(
        say(
            "From now on, *{model}* answers in <#{channel}>. Mention me to ask it. "
            "Chosen by <@{person}>.",
            model=escape(model.title),
            channel=channel,
            person=person,
        )
    )


def ask_modal(model: Model, metadata: str, say: Words) -> View:
    return modal(
        callback_id=ASK_MODAL,
        title=say("Try the model"),
        submit=say("Ask"),
        close=say("Cancel"),
        metadata=metadata,
        blocks=[
            context(say("*{model}* will answer in the thread.", model=escape(model.title))),
            input_block(QUESTION, say("Your question"), text_input(QUESTION, multiline=True)),
        ],
    )


def where_modal(model: Model, say: Words) -> View:
    """In which channel a model is to answer from now on."""
    choose: Element = {
        "type": "conversations_select",
        "action_id": CHANNEL,
        "placeholder": plain(say("Choose a channel")),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return modal(
        callback_id=WHERE_MODAL,
        title=say("Let it answer"),
        submit=say("Use it there"),
        close=say("Cancel"),
        metadata=model.id,
        blocks=[
            section(
                say(
                    "*{model}* will answer there when somebody mentions me. The channel is told.",
                    model=escape(model.title),
                )
            ),
            input_block(CHANNEL, say("Channel"), choose, hint=say("A channel that Togi is in.")),
        ],
    )


def question_asked(text: str, person: str, say: Words) -> Message:
    return message(say("<@{person}> asks: {question}", person=person, question=escape(text)))
