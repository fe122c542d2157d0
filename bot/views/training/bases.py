"""The choice of a base model, where the one that comes with Togi doesn't know the language."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import Words
from bot.views.blocks import Block, Message, actions, button, escape, message, section
from bot.views.datasets.cards import to_train
from core.datasets.tables import Dataset, Version
from core.providers import BaseModel

TRAIN_WITH = "train_with_base"
EPOCHS = 5  # a guess of what the provider will choose, to say how long it may take
MEGABYTE = 1 << 20


def choose(
    dataset: Dataset,
    version: Version,
    default: BaseModel,
    others: Sequence[BaseModel],
    say: Words,
) -> Message:
    """What each base means for this data set; nothing is downloaded before somebody chooses."""
    text = say(
        "*{dataset}* isn't in English, but *{base}*, the base model that comes with Togi, only "
        "knows English. It would learn the form of the answers, not the language. "
        "Choose a base model to train:",
        dataset=escape(dataset.name),
        base=escape(default.name),
    )
    blocks = [section(text)]
    for base in others:
        blocks += _offer(dataset, version, base, say)
    anyway = button(
        say("Train {base} anyway", base=default.name),
        TRAIN_WITH,
        f"{to_train(dataset, version)}:{default.name}",
    )
    blocks.append(actions(anyway))
    return message(text, *blocks)


def _tongue(code: str, say: Words) -> str:
    return say("and more languages") if code == "multilingual" else say.tongue(code)


def _offer(dataset: Dataset, version: Version, base: BaseModel, say: Words) -> list[Block]:
    parts = [
        f"*{escape(base.name)}*",
        say.several(_tongue(code, say) for code in base.languages),
        escape(base.licence or ""),
    ]
    if base.download_bytes:
        size = say.number(base.download_bytes / MEGABYTE)
        parts.append(say("{size} MB to download first", size=size))
    if base.seconds_per_example:
        seconds = base.seconds_per_example * version.training_examples * EPOCHS
        parts.append(say("about {duration} on two cores", duration=say.duration(seconds)))
    text = " · ".join(part for part in parts if part)
    if not base.is_within_reach:
        out_of_reach = say(
            "The Hugging Face Hub can't be reached from here, so this model can't be downloaded "
            "now. Whoever runs this machine can allow access to it, or put the model in place by "
            "hand."
        )
        return [section(f"{text}\n{out_of_reach}")]
    choice = button(
        say("Train this one"),
        TRAIN_WITH,
        f"{to_train(dataset, version)}:{base.name}",
        style="primary",
    )
    return [section(text, accessory=choice)]
