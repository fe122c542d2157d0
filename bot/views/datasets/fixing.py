"""What is said in the file to fix, and with it."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import Message, escape, message
from core.datasets.fixing import Labels


def labels(say: Words) -> Labels:
    return Labels(
        sheet=say("To fix"),
        what_to_fix=say("What to fix"),
        row=say("Row"),
        cut=say(
            "A text in this row is too long for a spreadsheet, so it is cut off here. Copy it from "
            "your own file, or shorten it."
        ),
        whole=say(
            "This row doesn't fit into columns, so it stands in “line” as it is. Correct it in "
            "your own JSONL file and send that one."
        ),
    )


def only_worth_a_look(note: str, say: Words) -> str:
    """Said in a cell of what may stay as it is."""
    return say("Worth a look: {note}", note=note)


def rows_need_fixing(
    bad: int, rows: int, say: Words, found: int = 0, *, back_in: str | None
) -> str:
    """Said with the file to fix for one that was refused; `back_in` is the channel it came from.

    `found` counts all rows that something is said of, also those that may stay as they are.
    """
    what = say(
        "{found} of {rows} rows need fixing; the column “What to fix” says what.",
        found=say.number(bad),
        rows=say.number(rows),
    )
    if (more := found - bad) > 0:
        told = say.count(more, "{n} more row is worth a look.", "{n} more rows are worth a look.")
        what = say.joined(what, told)
    if not back_in:
        return f"{what} {say('Correct them and send this file back here.')}"
    then = say("Correct them and send this file back in <#{channel}>.", channel=back_in)
    return f"{what} {then}"


def worth_a_look(found: int, rows: int, say: Words) -> str:
    """Said with the file to fix for a version."""
    what = say(
        "{found} of {rows} rows are worth a look; the column “What to fix” says why.",
        found=say.number(found),
        rows=say.number(rows),
    )
    then = say("Correct what you like and send this file back: it becomes the next version.")
    return f"{what} {then}"


def came_directly(say: Words) -> Message:
    return message(say("The file to fix came to you as a direct message."))


def no_file(reason: str, say: Words) -> Message:
    return message(f"{say('No file to fix could be made.')} {escape(reason)}")
