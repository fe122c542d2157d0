"""What goes for good, a row, a version or a data set: is it meant, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.locales import Words
from bot.views.blocks import (
    Message,
    actions,
    button,
    clip,
    confirmation,
    escape,
    literal,
    message,
    section,
)
from bot.views.datasets.versions import exchange
from core.datasets.tables import Dataset, Example, Version

DELETE, ERASE = "delete_dataset", "erase_row"
NUMBERS_SHOWN = 20
NAMES_LENGTH = 600
REASON_LENGTH = 500  # a button's value has room for 2,000 characters


class Done(NamedTuple):
    """An erasure that was carried out."""

    name: str  # of the data set
    row: int
    examples: int  # that were taken out
    numbers: Sequence[int]  # of the versions that held them
    learners: Sequence[str]  # what was trained on them
    others: Sequence[str] = ()  # data sets that still hold the question


def deletion(dataset: Dataset, version: Version | None, versions: int, say: Words) -> Message:
    """What would be deleted, and the button that does it."""
    name = escape(dataset.name)
    if version and versions > 1:
        text = say("Delete version {number} of *{name}*?", name=name, number=version.number)
    else:
        text = say(
            "Delete the data set *{name}* with everything in it ({versions})?",
            name=name,
            versions=say.count(versions, "{n} version", "{n} versions"),
        )
    sure = confirmation(
        say("Delete for good?"),
        say("This can't be undone. You can only add it again from your own file."),
        say("Delete"),
        say("Keep it"),
    )
    value = f"{dataset.id}:{version.id if version else ''}"
    return message(
        text,
        section(text),
        actions(button(say("Delete"), DELETE, value, style="danger", confirm=sure)),
    )


def deleting(dataset: Dataset, version: Version | None, say: Words) -> Message:
    """What is said at once; a large data set takes a while."""
    if version is None:
        return message(say("Deleting *{name}*…", name=escape(dataset.name)))
    return message(
        say("Deleting v{number} of *{name}*…", name=escape(dataset.name), number=version.number)
    )


def deleted(name: str, number: int | None, say: Words) -> Message:
    if number is None:
        return message(say("The data set *{name}* is deleted.", name=escape(name)))
    return message(
        say("Version {number} of *{name}* is deleted.", name=escape(name), number=number)
    )


def not_deleted(reason: str, say: Words) -> Message:
    return message(say("Nothing was deleted. {reason}", reason=escape(reason)))


def erasure(
    dataset: Dataset, version: Version, example: Example, reason: str | None, say: Words
) -> Message:
    """The row that would be taken out, and the button that does it."""
    text = say(
        "Take row {row} out of every version of *{name}*? Rows that ask the same question go, too.",
        row=example.position,
        name=escape(dataset.name),
    )
    sure = confirmation(
        say("Erase for good?"),
        say(
            "This can't be undone. A record is kept of who erased it, when and why, but not of "
            "what it said."
        ),
        say("Erase"),
        say("Keep it"),
    )
    value = f"{version.id}:{example.position}:{(reason or '')[:REASON_LENGTH]}"
    erase = button(say("Erase"), ERASE, value, style="danger", confirm=sure)
    return message(text, section(text), literal(exchange(example)), actions(erase))


def erasing(dataset: Dataset, row: int, say: Words) -> Message:
    """What is said at once; a large data set takes a while."""
    return message(say("Erasing row {row} of *{name}*…", row=row, name=escape(dataset.name)))


def erased(done: Done, say: Words) -> Message:
    """What was taken out of which versions, where it still stands, and who learnt from it."""
    row, name = done.row, escape(done.name)
    told = [say("Row {row} of *{name}* is erased.", row=row, name=name)]
    if done.examples:  # else it went with another row that asked the same
        versions = ", ".join(f"v{number}" for number in done.numbers[:NUMBERS_SHOWN])
        told = [
            say(
                "Row {row} of *{name}* is erased. Examples taken out: {count}, from {versions}.",
                row=row,
                name=name,
                count=done.examples,
                versions=versions,
            )
        ]
    told.append(say("No file brings this question back into any data set of this workspace."))
    if done.others:
        told.append(
            say(
                "These data sets still hold the same question; erase it there, too: {names}",
                names=escape(clip(", ".join(done.others), NAMES_LENGTH)),
            )
        )
    if done.learners:  # nothing can be unlearnt
        told.append(
            say(
                "These were trained on it: {learners}. A model can't unlearn one row: train again, "
                "then stop using the old models. The files at the provider still contain it; "
                "delete them there, too.",
                learners=escape(clip(", ".join(done.learners), NAMES_LENGTH)),
            )
        )
    return message("\n".join(told))


def not_erased(reason: str, say: Words) -> Message:
    return message(say("The row could not be erased. {reason}", reason=escape(reason)))
