"""The versions of a data set: how they differ, and what deleting and erasing would do."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    confirmation,
    context,
    escape,
    literal,
    message,
    section,
)
from core.datasets import question_and_answer
from core.datasets.tables import Dataset, Example, Version
from core.datasets.versions.comparing import Difference
from core.datasets.versions.erasing import Erased
from core.datasets.versions.sheet import Labels

DELETE, ERASE = "delete_dataset", "erase_row"
SHOWN, EXCERPT = 3, 200
NUMBERS_SHOWN = 20
REASON_LENGTH = 500  # a button's value has room for 2,000 characters


def history(versions: Sequence[Version], say: Words) -> Block:
    """All versions on one line, newest first."""
    numbers = ", ".join(f"v{version.number}" for version in versions[:NUMBERS_SHOWN])
    return context(say("Versions: {versions}", versions=numbers))


def comparing(dataset: Dataset, old: Version, new: Version, say: Words) -> Message:
    """What is said at once; how they differ follows."""
    told = say(
        "Comparing v{old} and v{new} of *{name}*…",
        old=old.number,
        new=new.number,
        name=_name(dataset),
    )
    return message(told)


def difference(
    dataset: Dataset, old: Version, new: Version, found: Difference, say: Words
) -> Message:
    """How many examples came, went and changed, with the first few of each."""
    title = say(
        "*{name}* from v{old} to v{new}",
        name=escape(dataset.name),
        old=old.number,
        new=new.number,
    )
    if found.is_none:
        return message(f"{title}\n{say('Both have the same examples.')}")
    counts = " · ".join(
        (
            say.count(len(found.added), "{n} added", "{n} added"),
            say.count(len(found.removed), "{n} removed", "{n} removed"),
            say.count(len(found.changed), "{n} changed", "{n} changed"),
        )
    )
    told = f"\n{say('The system prompt has changed.')}" if found.told else ""
    blocks = [section(f"{title}\n{counts}{told}")]
    blocks += _few(say("Added"), [_exchange(one) for one in found.added[:SHOWN]])
    blocks += _few(say("Removed"), [_exchange(one) for one in found.removed[:SHOWN]])
    blocks += _few(
        say("Changed"),
        [
            f"{_exchange(pair.before)}\n⇒ {clip(_answer(pair.after), EXCERPT)}"
            for pair in found.changed[:SHOWN]
        ],
    )
    if found.has_rows:
        blocks.append(context(say("All the differences come to you as a file.")))
    return message(f"{title}\n{counts}", *blocks)


def _few(title: str, texts: Sequence[str]) -> list[Block]:
    return [context(title), *map(literal, texts)] if texts else []


def _exchange(example: Example) -> str:
    question, answer, _ = question_and_answer(example.line)
    return f"{clip(question, EXCERPT)}\n→ {clip(answer, EXCERPT)}"


def _answer(example: Example) -> str:
    return question_and_answer(example.line).answer


def on_its_way(dataset: Dataset, version: Version, say: Words) -> Message:
    place = (
        say("It will be posted in this channel, because the data belongs here.")
        if dataset.private_to
        else say("It will come to you as a direct message.")
    )
    name = say("Writing *{name}* v{number} to a file.", name=_name(dataset), number=version.number)
    return message(f"{name} {place}")


def exported(dataset: Dataset, version: Version, say: Words) -> str:
    """The words beside the file."""
    return say(
        "Data set *{name}*, version {number}, as JSONL. The held-out examples (kept for testing) "
        "are marked in it: don't train on them.",
        name=_name(dataset),
        number=version.number,
    )


def difference_file(dataset: Dataset, old: Version, new: Version, say: Words) -> str:
    """The words beside the file that holds the whole difference."""
    return say(
        "All the differences between v{old} and v{new} of *{name}*",
        name=_name(dataset),
        old=old.number,
        new=new.number,
    )


def difference_labels(say: Words) -> Labels:
    """What is written into the file that holds the whole difference."""
    return Labels(
        added=say("Added"),
        removed=say("Removed"),
        changed=say("Changed"),
        columns=(
            say("What happened"),
            say("Row before"),
            say("Row now"),
            say("Question"),
            say("Answer before"),
            say("Answer now"),
        ),
    )


def no_file(reason: str, say: Words) -> Message:
    return message(f"{say('No file could be made for you.')} {escape(reason)}")


def renamed(old_name: str, dataset: Dataset, say: Words) -> Message:
    return message(
        say(
            "*{old}* is called *{new}* from now on. Models and jobs keep their names.",
            old=escape(old_name),
            new=_name(dataset),
        )
    )


def deletion(dataset: Dataset, version: Version | None, versions: int, say: Words) -> Message:
    """What would be deleted, and the button that does it."""
    name = _name(dataset)
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


def deleted(dataset: Dataset, version: Version | None, say: Words) -> Message:
    if version is None:
        return message(say("The data set *{name}* is deleted.", name=_name(dataset)))
    return message(
        say("Version {number} of *{name}* is deleted.", name=_name(dataset), number=version.number)
    )


def erasure(
    dataset: Dataset, version: Version, example: Example, reason: str | None, say: Words
) -> Message:
    """The row that would be taken out, and the button that does it."""
    text = say(
        "Take row {row} out of every version of *{name}*? Rows that ask the same question go, too.",
        row=example.position,
        name=_name(dataset),
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
    return message(text, section(text), literal(_exchange(example)), actions(erase))


def erased(
    dataset: Dataset, row: int, done: Erased, learners: Sequence[str], say: Words
) -> Message:
    """What was taken out, and who learnt from it: nothing can be unlearnt."""
    versions = ", ".join(f"v{version.number}" for version in done.versions[:NUMBERS_SHOWN])
    text = say(
        "Row {row} of *{name}* is erased. Examples taken out: {count}, from {versions}.",
        row=row,
        name=_name(dataset),
        count=done.rows,
        versions=versions,
    )
    if not learners:
        return message(text)
    learnt = say(
        "These were trained on it: {learners}. A model can't unlearn one row: train again, then "
        "stop using the old models. The files at the provider still contain it; delete them "
        "there, too.",
        learners=escape(clip(", ".join(learners), EXCERPT * SHOWN)),
    )
    return message(f"{text}\n{learnt}")


def _name(dataset: Dataset) -> str:
    return escape(dataset.name)
