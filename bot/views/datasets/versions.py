"""The versions of a data set: which there are, how they differ, and files of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Message,
    clip,
    context,
    escape,
    literal,
    message,
    section,
)
from core.datasets import question_and_answer
from core.datasets.tables import Dataset, Example, Version
from core.datasets.versions.comparing import Difference
from core.datasets.versions.sheet import Labels

SHOWN, EXCERPT = 3, 200
NUMBERS_SHOWN = 20


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
    blocks += _few(say("Added"), [exchange(one) for one in found.added[:SHOWN]])
    blocks += _few(say("Removed"), [exchange(one) for one in found.removed[:SHOWN]])
    blocks += _few(
        say("Changed"),
        [
            f"{exchange(pair.before)}\n⇒ {clip(_answer(pair.after), EXCERPT)}"
            for pair in found.changed[:SHOWN]
        ],
    )
    if found.has_rows:
        blocks.append(context(say("All the differences come to you as a file.")))
    return message(f"{title}\n{counts}", *blocks)


def _few(title: str, texts: Sequence[str]) -> list[Block]:
    return [context(title), *map(literal, texts)] if texts else []


def exchange(example: Example) -> str:
    """What is asked and answered, the beginning of each."""
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
    """The words beside the files."""
    told = say(
        "Data set *{name}*, version {number}: for people as XLSX, for programs as JSONL.",
        name=_name(dataset),
        number=version.number,
    )
    if not version.held_out_examples:
        return told
    held_out = say(
        "The held-out examples (kept for testing) are marked in it: don't train on them."
    )
    return say.joined(told, held_out)


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


def _name(dataset: Dataset) -> str:
    return escape(dataset.name)
