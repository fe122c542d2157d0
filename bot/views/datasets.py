"""A data set on a card, the list of them, and the modal that brings one in."""

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
    literal,
    message,
    modal,
    option,
    section,
    text_input,
)
from core.datasets.tables import Dataset, Version

TRAIN = "train_dataset"
ADD = "add_dataset"
ADD_MODAL = "dataset_add"
FILE, NAME, SYSTEM, EXAMPLE = "file", "name", "system", "example"
SHOWN_EXAMPLES = 2
EXCERPT = 400


def reading(file_name: str, say: Words) -> Message:
    return message(say("Reading {file}…", file=escape(file_name)))


def refused(reason: str, say: Words) -> Message:
    """Why a file was not taken; nothing of it was kept."""
    return message(f"{escape(reason)}\n{say('Nothing was changed.')}")


def card(
    dataset: Dataset, version: Version, samples: Sequence[tuple[str, str]], say: Words
) -> Message:
    """What a data set holds, two of its examples, and what to do next."""
    title = say(
        "Data set *{name}*, version {number}", name=escape(dataset.name), number=version.number
    )
    blocks = [section(f"{title}\n{sizes(version, say)}")]
    if version.system_prompt:
        blocks += [context(say("System prompt")), literal(version.system_prompt[:EXCERPT])]
    if samples:
        blocks.append(context(say("Examples")))
    for question, answer in samples[:SHOWN_EXAMPLES]:
        blocks.append(literal(f"{question[:EXCERPT]}\n→ {answer[:EXCERPT]}"))
    origin = say(
        "From {file} ({encoding}), added by <@{person}>",
        file=escape(version.file_name),
        encoding=version.encoding,
        person=version.created_by,
    )
    blocks.append(context(origin))
    blocks.append(actions(button(say("Train a model"), TRAIN, dataset.id, style="primary")))
    return message(f"{title}\n{sizes(version, say)}", *blocks)


def sizes(version: Version, say: Words) -> str:
    parts = [
        say.count(version.training_examples, "{n} training example", "{n} training examples"),
        say.count(version.validation_examples, "{n} for validation", "{n} for validation"),
    ]
    if version.held_out_examples:
        parts.append(say.count(version.held_out_examples, "{n} held out", "{n} held out"))
    return " · ".join(parts)


def listing(entries: Sequence[tuple[Dataset, Version]], say: Words) -> Message:
    if not entries:
        return message(
            say(
                "No data sets yet. Send me a CSV with the columns “question” and “answer”, "
                "or type `/ft dataset add`."
            )
        )
    lines = [
        f"• *{escape(dataset.name)}* v{version.number}: {sizes(version, say)}"
        for dataset, version in entries
    ]
    return message("\n".join([f"*{say('Data sets')}*", *lines]))


def add_modal(metadata: str, examples: Sequence[str], say: Words) -> View:
    """A file, or one of the examples that come with Togi."""
    file_input: Element = {
        "type": "file_input",
        "action_id": FILE,
        "filetypes": ["csv", "tsv", "jsonl", "txt"],
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
                    "A CSV with the columns “question” and “answer”. Up to 10 MB here; send larger "
                    "files attached to a message."
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
