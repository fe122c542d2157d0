"""The menu and the help: rendered from the grammar, so that they can't drift from it."""

from __future__ import annotations

from bot.commands import VERBS
from bot.locales import Words
from bot.views.blocks import (
    Message,
    actions,
    button,
    context,
    escape,
    message,
    section,
)
from bot.views.datasets.bringing import ADD

SHOW_HELP, SHOW_STATUS, SHOW_SUMMARY = "show_help", "show_status", "show_summary"
SHOW_RATING = "show_rating"


def help_text(say: Words) -> Message:
    lines = [f"`/ft {escape(verb.usage)}`  {say(verb.summary)}" for verb in VERBS]
    rest = say(
        "To ask the model, mention me in a channel or send me a direct message. "
        "I read text, CSV, Excel and PDF files that come with a question, but no pictures. "
        "Attach a spreadsheet to add a data set."
    )
    return message("\n".join([*lines, rest]))


def menu(say: Words, *, may_add: bool) -> Message:
    text = say("Togi helps your team sharpen a language model, together.")
    return message(
        text,
        section(text),
        actions(
            *([button(say("Add a data set"), ADD, "menu", style="primary")] if may_add else []),
            button(say("Training status"), SHOW_STATUS, "menu"),
            button(say("Ratings"), SHOW_SUMMARY, "menu"),
            button(say("Help"), SHOW_HELP, "menu"),
        ),
        context(say("Type `/ft help` to see everything.")),
    )
