"""Ratings that come in from a file: the modal that takes it, and what became of its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Element,
    Message,
    View,
    context,
    escape,
    input_block,
    message,
    modal,
    section,
)
from bot.views.datasets.findings import how_rows_are_counted, lines_named, rows_named
from core.evaluation.files.exporting import Format
from core.evaluation.files.importing import SENTENCES, Brought
from core.evaluation.files.rows_of_ratings import NEEDED
from core.ratings import Metric

MODAL, FILE = "ratings_import", "file"
ROWS_NAMED = 100  # for each reason


def modal_for(channel: str, say: Words) -> View:
    file_input: Element = {
        "type": "file_input",
        "action_id": FILE,
        "filetypes": [one.value for one in Format],
        "max_files": 1,
    }
    hint = say(
        "A CSV, JSONL or Parquet file with these columns: {columns}. A metric is one of these: "
        "{metrics}. A score is 0 or 1 for a thumb, 0 to 5 for all else. Files from "
        "/ft export ratings fit as they are. Up to 10 MB.",
        columns=", ".join(NEEDED),
        metrics=", ".join(Metric),
    )
    note = say(
        "For ratings that people gave outside Slack. They count for answers that I gave, and each "
        "counts once, however often it is sent."
    )
    return modal(
        callback_id=MODAL,
        title=say("Import ratings"),
        submit=say("Import"),
        close=say("Cancel"),
        metadata=channel,
        blocks=[context(note), input_block(FILE, say("A file of ratings"), file_input, hint=hint)],
    )


def being_read(file_name: str, link: str | None, say: Words) -> Message:
    """For where the form was opened: what comes of it is said elsewhere."""
    there = say("your messages with me")
    where = f"<{link}|{there}>" if link else there
    return message(
        say("I'm reading {file}. The report is in {place}.", file=escape(file_name), place=where)
    )


def brought(file_name: str, found: Brought, say: Words, *, has_lines: bool) -> Message:
    """How many came in, how many were there before, and each row that was left out."""
    said = [
        say("Read {file}.", file=escape(file_name)),
        say.count(found.recorded, "{n} rating came in.", "{n} ratings came in."),
    ]
    if found.known:
        said.append(say.count(found.known, "{n} was known already.", "{n} were known already."))
    if found.refused:
        left = say.count(len(found.refused), "{n} row was left out:", "{n} rows were left out:")
        said.append(left)
    told = say.joined(*said)
    return message(told, section(told), *_refused(found.refused, say, has_lines=has_lines))


def broken_off(reason: str, found: Brought, say: Words) -> Message:
    """Why a file was not read, or not to its end."""
    came = say("Nothing was changed.")
    if found.recorded:
        came = say.count(
            found.recorded,
            "{n} rating came in before that. Send the file again: nothing counts twice.",
            "{n} ratings came in before that. Send the file again: nothing counts twice.",
        )
    return message(f"{escape(reason)}\n{came}")


def _refused(refused: Mapping[int, str], say: Words, *, has_lines: bool) -> list[Block]:
    if not refused:
        return []
    rows: dict[str, list[int]] = defaultdict(list)
    for number, code in refused.items():
        rows[code].append(number)
    metrics, named = ", ".join(Metric), lines_named if has_lines else rows_named
    told = [
        section(
            "• "
            + say.stated(named(numbers, say, ROWS_NAMED), say(SENTENCES[code], metrics=metrics))
        )
        for code, numbers in rows.items()
    ]
    again = say("Correct them and send the file again: what came in doesn't count twice.")
    counted = "" if has_lines else how_rows_are_counted(of_lines=False, say=say)
    return [*told, context(say.joined(counted, again))]
