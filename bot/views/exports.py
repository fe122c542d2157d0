"""What is said of ratings and votes that leave as a file."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import Message, message
from core.evaluation.exporting import Kind


def on_its_way(say: Words) -> Message:
    return message(say("I'm drawing up the file. It will be here in a moment."))


def exported(kind: Kind, rows: int, say: Words, *, named: bool) -> str:
    """What stands beside the file."""
    if kind is Kind.RATINGS:
        told = say.count(rows, "Here is {n} rating.", "Here are {n} ratings.")
    else:
        told = say.count(rows, "Here is {n} vote.", "Here are {n} votes.")
    if named:
        who = say("Raters stand in it with their Slack ids.")
    else:
        who = say("Raters are called r1, r2 and so on; with `--names` you get their Slack ids.")
    kept = say("Words from private places are left out, their scores are not.")
    return f"{told} {who} {kept}"
