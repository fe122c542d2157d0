"""What is said of ratings and votes that leave as a file."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import Message, message
from core.evaluation.files.exporting import Exported, Kind


def on_its_way(say: Words, *, elsewhere: bool) -> Message:
    where = say("It will be here in a moment.")
    if elsewhere:
        where = say("It will come to you as a direct message.")
    return message(say.joined(say("I'm drawing up the file."), where))


def is_there(file_name: str, link: str, say: Words) -> Message:
    return message(
        say("The file is in your messages with me: {file}", file=f"<{link}|{file_name}>")
    )


def exported(kind: Kind, found: Exported, say: Words, *, named: bool) -> str:
    """What stands beside the file."""
    if kind is Kind.RATINGS:
        told = say.count(found.rows, "Here is {n} rating.", "Here are {n} ratings.")
    else:
        told = say.joined(
            say.count(found.rows, "Here is {n} vote.", "Here are {n} votes."), _counted(found, say)
        )
    if named:
        who = say("Raters stand in it with their Slack ids.")
    else:
        who = say("Raters are called r1, r2 and so on; with `--names` you get their Slack ids.")
    kept = ""
    if found.wordless:
        kept = say.count(
            found.wordless,
            "{n} row is about a question that was asked in another private place: its words are "
            "left out.",
            "{n} rows are about questions that were asked in other private places: their words are "
            "left out.",
        )
    return say.joined(told, who, kept)


def _counted(found: Exported, say: Words) -> str:
    """Why a card may tell of fewer votes than the file has."""
    if found.counted == found.rows:
        return ""
    return say.count(
        found.counted,
        "{n} of them counts: the others are on questions that hadn't all their votes when the "
        "voting ended (column `counted`).",
        "{n} of them count: the others are on questions that hadn't all their votes when the "
        "voting ended (column `counted`).",
    )
