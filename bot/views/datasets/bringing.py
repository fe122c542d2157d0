"""A file on its way in: the modal that takes it, that it is read, what to choose, why not."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Element,
    Message,
    View,
    actions,
    button,
    context,
    escape,
    input_block,
    message,
    modal,
    option,
    plain,
    section,
    text_input,
)
from bot.views.datasets.findings import how_rows_are_counted, in_lines
from core.datasets.refusals import DatasetRefused

ADD = "add_dataset"
ADD_MODAL = "dataset_add"
FILE, NAME, SYSTEM, EXAMPLE = "file", "name", "system", "example"
QUESTION_COLUMN, ANSWER_COLUMN = "question_column", "answer_column"
COLUMNS, READ_LIKE_THIS = "columns", "read_like_this"
GO_ON = "go_on_without_bad_rows"
FILE_TYPES = ("csv", "tsv", "xlsx", "jsonl", "txt")
FEWEST_COLUMNS = 2
SENTENCES_SHOWN = 6  # of the rows of a refused file
MOST_OPTIONS, LONGEST_VALUE = 100, 150  # of a select
NAMES_LENGTH = 2500  # of all names together: they stand in two selects, as text and as value


def reading(file_name: str, say: Words, *, rows: int = 0, checking: bool = False) -> Message:
    """What a placeholder says while a file is read, and how far that has come."""
    words = say("Reading {file}…", file=escape(file_name))
    if rows:
        words = f"{words} {say.count(rows, '{n} row', '{n} rows')}"
    if checking:
        words = say("Checking {file}…", file=escape(file_name))
    return message(words)


def refused(
    reason: str, say: Words, *, elsewhere: bool = False, go_on: Element | None = None
) -> Message:
    """Why a file was not taken; `elsewhere`: a file to fix comes by direct message."""
    follows = say("The file to fix comes to you as a direct message.") if elsewhere else ""
    words = f"{escape(reason)}\n{say.joined(say('Nothing was changed.'), follows)}"
    return message(words, section(words), actions(go_on)) if go_on else message(words)


def go_on_without(good: int, cause: str, say: Words) -> Element:
    """The button that takes the file without its bad rows; `cause` names the arrival to repeat."""
    words = say.count(good, "Go on with the other {n} row", "Go on with the other {n} rows")
    return button(words, GO_ON, cause)


def rows_refused(refused: DatasetRefused, say: Words, *, of_lines: bool = False) -> str:
    """The refusal of a file with what is wrong in its rows, in the person's words."""
    told = say(
        "{count} of the {rows} rows in {file_name} can't become examples. Correct them and send "
        "the file again.",
        **refused.details,
    )
    lines = in_lines(refused.faults, say)
    more = ["…"] if lines[SENTENCES_SHOWN:] else []
    note = how_rows_are_counted(of_lines=of_lines, say=say)
    return "\n".join([say.joined(told, note), *lines[:SENTENCES_SHOWN], *more])


def choose_columns(
    file_name: str, header: Sequence[str], cause: str, say: Words, *, reason: str = ""
) -> Message:
    """Which column is the question, which the answer; `cause` names the arrival to read again."""
    ask = say("Which columns of {file} are the question and the answer?", file=escape(file_name))
    options = [option(_one_line(name), name) for name in choosable(header)]
    selects = [
        _select(QUESTION_COLUMN, say("Question"), options),
        _select(ANSWER_COLUMN, say("Answer"), options),
    ]
    read = button(say("Use these columns"), READ_LIKE_THIS, cause, style="primary")
    first_row = say(
        "The first row is read as the column names. If yours is already an example, add a row of "
        "names above it and send the file again."
    )
    blocks = [
        section(f"{escape(reason)}\n*{ask}*" if reason else f"*{ask}*"),
        {**actions(*selects, read), "block_id": COLUMNS},
        context(first_row),
    ]
    return message(ask, *blocks)


def choosable(header: Sequence[str]) -> list[str]:
    """The names that can be offered: each once, none empty, no more than Slack has room for."""
    offered: dict[str, None] = {}
    room = NAMES_LENGTH
    for name in header[:MOST_OPTIONS]:
        room -= len(name)
        if room >= 0 and name.strip() and len(name) <= LONGEST_VALUE:
            offered[name] = None
    return list(offered)


def _select(action_id: str, placeholder: str, options: Sequence[Element]) -> Element:
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, LONGEST_VALUE),
        "options": list(options),
    }


def _one_line(name: str) -> str:
    return " ".join(name.split())


def add_modal(metadata: str, examples: Sequence[str], say: Words) -> View:
    """A file, or one of the examples that come with Togi."""
    file_input: Element = {
        "type": "file_input",
        "action_id": FILE,
        "filetypes": list(FILE_TYPES),
        "max_files": 1,
    }
    return modal(
        callback_id=ADD_MODAL,
        title=say("Add a data set"),
        submit=say("Add"),
        close=say("Cancel"),
        metadata=metadata,
        blocks=[
            input_block(
                FILE,
                say("A file of questions and answers"),
                file_input,
                optional=True,
                hint=say(
                    "A spreadsheet (XLSX or CSV) with the columns “question” and “answer”. Up to "
                    "10 MB here; send larger files attached to a message."
                ),
            ),
            *_examples(examples, say),
            input_block(
                NAME,
                say("Name"),
                text_input(NAME, placeholder=say("The file's name, if you leave this empty")),
                optional=True,
            ),
            input_block(
                SYSTEM,
                say("System prompt"),
                text_input(SYSTEM, multiline=True),
                optional=True,
                hint=say(
                    "What the model is told before every question, during training and after it."
                ),
            ),
        ],
    )


def examples_there_are(names: Sequence[str], say: Words) -> Message:
    """For who typed the word that stands for a name."""
    told = say("These examples come with Togi. Type one of the lines to add it:")
    lines = [say("• `/ft dataset add {name}`", name=name) for name in names]
    return message("\n".join([told, *lines]))


def _examples(names: Sequence[str], say: Words) -> list[Block]:
    """A choice of the examples; none where Togi was installed without them."""
    if not names:
        return []
    choose: Element = {
        "type": "static_select",
        "action_id": EXAMPLE,
        "options": [option(name, name) for name in names],
    }
    label = say("Or an example that comes with Togi")
    return [input_block(EXAMPLE, label, choose, optional=True)]
