"""What is shown of questions about files and messages, and of answers that are handed on."""

from __future__ import annotations

from collections.abc import Callable

from bot.locales import Words
from bot.views.answers import attached, quoting, sharing
from bot.views.blocks import Message, View
from core.answers import Answer, Question
from core.answers.files import MEGABYTES, MOST_FILES, NotText, OnlyBeginning, TooLarge, TooManyFiles
from core.models import Model
from tests import builders as a

ASKER, HERE = "U0ASKER", "C0HERE"


def private(words: str) -> tuple[Answer, Question, Model]:
    question = a.a_question(text=words, asked_by=ASKER, channel=HERE, private_to=ASKER)
    model = a.a_model(title=words)
    return a.an_answer(question, model, text=words), question, model


def reasons(words: str) -> list[OnlyBeginning | NotText | TooLarge | TooManyFiles]:
    name = words[:200]
    return [
        OnlyBeginning(name=name),
        NotText(name=name),
        TooLarge(name=name, limit=MEGABYTES),
        TooManyFiles(name=name, limit=MOST_FILES),
    ]


def done(words: str, what: str, say: Words) -> Message:
    return sharing.done(*private(words), what, say)


MESSAGES: dict[str, Callable[[str, Words], Message]] = {
    "files left out": lambda w, say: attached.left_out(reasons(w), say),
    "a file without a word": lambda w, say: attached.what_about([w[:200], "a.pdf"], say),
    "a picture without a word": lambda w, say: attached.what_about([f"{w[:200]}.png"], say),
    "a table with words": lambda w, say: attached.learn_or_answer([w], "qst_1", ["F1"], say),
    "a table to be learnt from": lambda _, say: attached.to_be_learnt(say),
    "a table to be answered about": lambda _, say: attached.to_be_answered(say),
    "private answer": lambda w, say: sharing.private_answer(*private(w), say)[0],
    "private answer, its end": lambda w, say: sharing.private_answer(*private(w), say)[-1],
    "private answer, shared": lambda w, say: done(w, sharing.SHARE, say),
    "private answer, kept": lambda w, say: done(w, sharing.KEEP, say),
    "shared": lambda w, say: sharing.shared(*private(w), sharing.SHARE, say)[0],
    "shared, its end": lambda w, say: sharing.shared(*private(w), sharing.SHARE, say)[-1],
    "kept": lambda w, say: sharing.shared(*private(w), sharing.KEEP, say)[0],
}
VIEWS: dict[str, Callable[[str, Words], View]] = {
    "ask about a message": lambda w, say: quoting.about_modal(w, f"{HERE}:1.1:F1,F2", say),
}
