"""One example for a data set: the modal that takes it, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.locales import Words
from bot.views.blocks import (
    PLAIN_TEXT_LENGTH,
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
from bot.views.datasets.cards import TRAIN, to_train
from bot.views.datasets.consultations import ask_button
from bot.views.datasets.health import sizes, still_missing
from core.datasets.tables import Dataset, Split, Version
from core.datasets.versions.readiness import missing_examples

ADD_MODAL = "add_example"
QUESTION, ANSWER, DATASET, NAME, SYSTEM = "question", "answer", "dataset", "name", "system"
MOST_OPTIONS = 100  # of a select


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefilled:
    """What a message tells of the example; what isn't known is empty, and typed by the person."""

    question: str = ""
    answer: str = ""
    dataset: str | None = None  # the id of the one that it most likely belongs to


def add_modal(found: Prefilled, datasets: Sequence[Dataset], metadata: str, say: Words) -> View:
    blocks: list[Block] = []
    if max(len(found.question), len(found.answer)) > PLAIN_TEXT_LENGTH:
        cut = say(
            "⚠️ A Slack form takes up to {n} characters, so the text below was cut off. Send "
            "longer examples as a file.",
            n=say.number(PLAIN_TEXT_LENGTH),
        )
        blocks.append(context(cut))
    blocks += [
        _text(QUESTION, say("Question"), found.question),
        _text(ANSWER, say("Good answer"), found.answer),
        *_datasets(found, datasets, say),
        input_block(
            NAME,
            say("Or the name of a new data set") if datasets else say("Name of the new data set"),
            text_input(NAME, placeholder=say("One word, such as support-faq")),
            optional=bool(datasets),
        ),
        input_block(
            SYSTEM,
            say("System prompt"),
            text_input(SYSTEM, multiline=True),
            optional=True,
            hint=say("If you leave this empty, the data set's own is used."),
        ),
    ]
    return modal(
        callback_id=ADD_MODAL,
        title=say("Add to data set"),
        submit=say("Add"),
        close=say("Cancel"),
        metadata=metadata,
        blocks=blocks,
    )


def _text(block_id: str, label: str, text: str) -> Block:
    # Cut without an ellipsis: what is in the form is what will be learnt.
    initial = text[:PLAIN_TEXT_LENGTH]
    return input_block(block_id, label, text_input(block_id, initial=initial, multiline=True))


def _datasets(found: Prefilled, datasets: Sequence[Dataset], say: Words) -> list[Block]:
    """A choice of those that there are, the likeliest chosen if there is one."""
    options = [option(one.name, one.id) for one in datasets[:MOST_OPTIONS]]
    if not options:
        return []
    likely = [one for one in options if one["value"] == found.dataset]
    choose: Element = {
        "type": "static_select",
        "action_id": DATASET,
        "options": list(options),
        "placeholder": plain(say("Choose a data set")),
    }
    if likely:
        choose["initial_option"] = likely[0]
    return [input_block(DATASET, say("Data set"), choose, optional=True)]


def added(
    dataset: Dataset, version: Version, split: Split, say: Words, *, contradicts: bool = False
) -> Message:
    """That the example is in, how much there is now, and what can be done with it."""
    text = say(
        "Added to *{name}*, now version {number}.", name=escape(dataset.name), number=version.number
    )
    lines = [f"✅ {text}", sizes(version, say)]
    if split is Split.HELD_OUT:
        lines.append(
            say("This question is held out (kept for testing), so its answer is not trained on.")
        )
    if split is Split.VALIDATION:
        lines.append(say("This question is used for validation, so its answer is too."))
    buttons = []
    if missing := missing_examples(version):
        lines.append(still_missing(missing, say))
    else:
        buttons.append(
            button(say("Train a model"), TRAIN, to_train(dataset, version), style="primary")
        )
    if contradicts:
        lines.append("⚠️ " + say("The data set already answers this question differently."))
        buttons.append(ask_button(dataset, say))
    told = "\n".join(lines)
    return message(told, section(told), *([actions(*buttons)] if buttons else []))


def not_added(reason: str, say: Words) -> Message:
    return message(f"{escape(reason)}\n{say('Nothing was changed.')}")
