"""What was found in a data set: the few findings that matter most, and the modal with all."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import Words
from bot.views.blocks import (
    SECTION_LENGTH,
    TITLE_LENGTH,
    Block,
    View,
    clip,
    context,
    divider,
    escape,
    plain,
    section,
)
from bot.views.datasets.given_away import PERSONAL, kinds_counted, rows_with_keys
from core.datasets.checking.ranking import Findings, by_importance, rank
from core.datasets.faults import Fault
from core.datasets.tables import Version

SHOWN_FIRST = 3  # on the card
ROWS_NAMED = 5
SENTENCE_LENGTH = 400
SENTENCES_OF_A_KIND = 6
MOST_KINDS = 30  # three blocks each, of the hundred that a modal has


def sentence(fault: Fault, say: Words) -> str:
    """What is wrong, in the person's words; text of the file stands in it as text."""
    return clip(say(fault.template, **fault.details), SENTENCE_LENGTH)


def in_a_cell(fault: Fault, row: int, say: Words) -> str:
    """What is said of a fault beside one of its rows: with the others, and with what to do."""
    said = [sentence(fault, say)]
    if others := [other for other in rows_of(fault) if other != row]:
        said.append(f"({rows_named(others, say)})")
    if fault.advice:
        said.append(say(fault.advice))
    return " ".join(said)


def in_lines(faults: Sequence[Fault], say: Words) -> list[str]:
    """A line for each thing that is wrong, as plain text: what matters most comes first."""
    return [
        say.stated(rows_named(rows, say), words) if rows else words
        for group in by_importance(faults)
        for rows, words in _lines(group.faults, say)
    ]


def rows_of(fault: Fault) -> tuple[int, ...]:
    """The rows that a fault is about; none where it is about the whole file."""
    return fault.rows or ((fault.row,) if fault.row else ())


def rows_named(rows: Sequence[int], say: Words, most: int = ROWS_NAMED) -> str:
    """“Row 3” or “Rows 3, 17, 20 and 12 more”."""
    if len(rows) == 1:
        return say("Row {row}", row=rows[0])
    named = ", ".join(map(str, rows[:most]))
    if (more := len(rows) - most) > 0:
        return say("Rows {rows} and {more} more", rows=named, more=say.number(more))
    return say("Rows {rows}", rows=named)


def lines_named(lines: Sequence[int], say: Words, most: int = ROWS_NAMED) -> str:
    """The same by the numbers that a spreadsheet or an editor shows: “Line 3”."""
    if len(lines) == 1:
        return say("Line {line}", line=lines[0])
    named = say.several(map(str, lines[:most]))
    if (more := len(lines) - most) > 0:
        return say("Lines {lines} and {more} more", lines=named, more=say.number(more))
    return say("Lines {lines}", lines=named)


def verdict(faults: Sequence[Fault], say: Words) -> str:
    """One honest line: can a model be trained on it, and is there something to look at first."""
    groups = by_importance(faults)
    if errors := [fault for group in groups if not rank(group.code) for fault in group.faults]:
        return "⛔ " + _to_fix(errors, say)
    if keys := rows_with_keys(faults):
        return "🔴 " + say.count(
            keys,
            "Don't train on it yet: {n} row holds a secret key that the model would give away",
            "Don't train on it yet: {n} rows hold secret keys that the model would give away",
        )
    if groups:
        return "🟡 " + _worth_a_look(groups, say)
    return "🟢 " + say("Ready to train")


def _worth_a_look(groups: Sequence[Findings], say: Words) -> str:
    """How many kinds of things in how many rows: a row may have several, a kind many rows."""
    kinds = say.count(len(groups), "{n} kind of thing", "{n} kinds of things")
    rows = {row for group in groups for fault in group.faults for row in rows_of(fault)}
    if rows:
        counted = say.count(len(rows), "{n} row", "{n} rows")
        kinds = say("{kinds} in {rows}", kinds=kinds, rows=counted)
    return say("Ready; worth a look: {what}", what=kinds)


def _to_fix(errors: Sequence[Fault], say: Words) -> str:
    """How many rows it takes, or that it takes something else than rows."""
    bad = {row for fault in errors for row in rows_of(fault)}
    if not bad:
        return say("The file as a whole must be fixed before it can be used")
    if all(map(rows_of, errors)):
        return say.count(
            len(bad),
            "{n} row must be fixed before it can be used",
            "{n} rows must be fixed before it can be used",
        )
    return say.count(
        len(bad),
        "The file as a whole and {n} row must be fixed before it can be used",
        "The file as a whole and {n} rows must be fixed before it can be used",
    )


def most_important(faults: Sequence[Fault], version: Version, say: Words) -> list[Block]:
    """The findings that matter most: what it is, where, why it matters and what to do.

    How rows are counted stands beside the first number of a row.
    """
    blocks: list[Block] = []
    note = _of_version(version, say)
    for group in by_importance(faults)[:SHOWN_FIRST]:
        has_rows = any(map(rows_of, group.faults))
        told = _in_short(group, say)
        blocks.append(section(f"{told}\n_{note}_" if has_rows and note else told))
        note = "" if has_rows else note
        if group.advice:
            blocks.append(context(say(group.advice)))
    return blocks


def _in_short(group: Findings, say: Words) -> str:
    """The kinds of personal data with their counts; of everything else, the first and how many."""
    if group.code == PERSONAL and len({fault.kind for fault in group.faults}) > 1:
        rows = sorted({row for fault in group.faults for row in rows_of(fault)})
        told = say("Personal data: {kinds}", kinds=kinds_counted(group.faults, say))
        return _line(rows, told, say)
    (rows, words), *others = _lines(group.faults, say)
    more = ""
    if others:
        count = say.count(len(others), "{n} more like this", "{n} more like this")
        more = f" _({count})_"
    return f"{_line(rows, words, say)}{more}"


def all_findings(faults: Sequence[Fault], version: Version, say: Words) -> View:
    """Everything that was found, by kind; what there is no room for is in the file to fix."""
    groups = by_importance(faults)
    note = _of_version(version, say)
    blocks = [context(note)] if note else []
    if not groups:
        blocks = [section(say("Nothing needs a look."))]
    for group in groups[:MOST_KINDS]:
        blocks += [divider(), section(_told(group, say))]
        if group.advice:
            blocks.append(context(say(group.advice)))
    if groups[MOST_KINDS:]:
        blocks.append(context(say("The rest is in the file to fix.")))
    return {
        "type": "modal",
        "title": plain(say("What was found"), TITLE_LENGTH),
        "close": plain(say("Close"), TITLE_LENGTH),
        "blocks": [section(f"*{verdict(faults, say)}*"), *blocks],
    }


def how_rows_are_counted(*, of_lines: bool, say: Words) -> str:
    """Whoever looks for a row in a spreadsheet sees other numbers beside it."""
    if of_lines:
        return say("Row 1 is the first line of the file.")
    return say("Row 1 is the first row below the column names.")


def _of_version(version: Version, say: Words) -> str:
    if version.began_by_hand:
        return ""
    return how_rows_are_counted(of_lines=version.is_of_lines, say=say)


def _told(group: Findings, say: Words) -> str:
    """As many of one kind as fit into a section."""
    lines = _lines(group.faults, say)
    shown: list[str] = []
    room = SECTION_LENGTH - 200  # for the line that says how many there is no room for
    for rows, words in lines[:SENTENCES_OF_A_KIND]:
        line = f"• {_line(rows, words, say)}"
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    if more := len(lines) - len(shown):
        shown.append(
            say.count(
                more,
                "… and {n} more of this kind: the rest is in the file to fix.",
                "… and {n} more of this kind: the rest is in the file to fix.",
            )
        )
    return "\n".join(shown)


def _lines(faults: Sequence[Fault], say: Words) -> list[tuple[list[int], str]]:
    """Rows and what is said of them; what is said of several in the same words stands once."""
    said: dict[str, list[int]] = {}
    for fault in faults:
        words = sentence(fault, say)
        # Between rows, the same words mean another pair or group each time.
        key = words if not fault.rows else f"{words}\0{fault.rows}"
        said.setdefault(key, []).extend(rows_of(fault))
    return [(rows, key.partition("\0")[0]) for key, rows in said.items()]


def _line(rows: Sequence[int], words: str, say: Words) -> str:
    return say.stated(f"*{rows_named(rows, say)}*", escape(words)) if rows else escape(words)
