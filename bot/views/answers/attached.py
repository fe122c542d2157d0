"""What is said of files that somebody sent along with a question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.locales import Words
from bot.views.blocks import Message, actions, button, escape, message, section
from core.errors import TogiError

LEARN_FROM, ANSWER_ABOUT = "learn_from_table", "answer_about_table"
PICTURE = re.compile(r"\.(png|jpe?g|gif|webp|bmp|heic|heif|tiff?|avif|svg)$", re.IGNORECASE)


def left_out(reasons: Sequence[TogiError], say: Words) -> Message:
    """Which files the model was not given in full, and why; for the one who asked."""
    return message("\n".join(escape(say.error(reason)) for reason in reasons))


def what_about(names: Sequence[str], say: Words) -> Message:
    """A file came without a word."""
    files = ", ".join(escape(name) for name in names)
    if all(PICTURE.search(name) for name in names):
        told = say(
            "I can't see pictures, so I can't look at {files}. Tell me in words what it shows, or "
            "send text, CSV, Excel or PDF files.",
            files=files,
        )
    else:
        told = say(
            "What would you like to know about {files}? Ask here, in this thread.", files=files
        )
    return message(told)


def learn_or_answer(
    names: Sequence[str], question_id: str, tables: Sequence[str], say: Words
) -> Message:
    """A table came with words that may ask something of it: is it to be learnt from, or read?"""
    files = ", ".join(escape(name) for name in names)
    asked = say(
        "Shall I take {files} as examples to learn from, or answer what you wrote about it?",
        files=files,
    )
    return message(
        asked,
        section(asked),
        actions(
            button(say("Add as examples"), LEARN_FROM, f"{question_id}:{','.join(tables)}"),
            button(say("Answer about it"), ANSWER_ABOUT, f"{question_id}:"),
        ),
    )


def read_choice(value: str) -> tuple[str, list[str]]:
    """The question's id and the tables' ids: what `learn_or_answer` wrote."""
    question_id, _, tables = value.partition(":")
    return question_id, tables.split(",") if tables else []


def to_be_learnt(say: Words) -> Message:
    return message(say("I take it as examples. The card in this thread tells how far I am."))


def to_be_answered(say: Words) -> Message:
    return message(say("I answer about it below."))
