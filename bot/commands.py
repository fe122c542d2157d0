"""The grammar of `/ft`: a line of text becomes a typed command, or a sentence that helps."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from core.errors import TogiError
from core.storage.lookup import folded


@dataclass(frozen=True, slots=True)
class Menu:
    pass


@dataclass(frozen=True, slots=True)
class Help:
    pass


@dataclass(frozen=True, slots=True)
class AddDataset:
    example: str | None = None


@dataclass(frozen=True, slots=True)
class ListDatasets:
    pass


@dataclass(frozen=True, slots=True)
class ShowDataset:
    name: str


@dataclass(frozen=True, slots=True)
class Train:
    dataset: str
    base: str | None = None
    epochs: int | None = None


@dataclass(frozen=True, slots=True)
class Status:
    job: str | None = None


@dataclass(frozen=True, slots=True)
class ListJobs:
    pass


@dataclass(frozen=True, slots=True)
class Cancel:
    job: str


@dataclass(frozen=True, slots=True)
class ListModels:
    pass


@dataclass(frozen=True, slots=True)
class Use:
    model: str
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    question: str


@dataclass(frozen=True, slots=True)
class HowToRate:
    pass


@dataclass(frozen=True, slots=True)
class Summarise:
    model: str | None = None


Command = (
    Menu
    | Help
    | AddDataset
    | ListDatasets
    | ShowDataset
    | Train
    | Status
    | ListJobs
    | Cancel
    | ListModels
    | Use
    | Ask
    | HowToRate
    | Summarise
)


class NotACommand(TogiError):
    template: ClassVar[str] = "I don't know “{typed}”. Did you mean `/ft {nearest}`?"


class Incomplete(TogiError):
    template: ClassVar[str] = "I couldn't make sense of that. It works like this: `/ft {usage}`"


class NotAnEpochCount(TogiError):
    template: ClassVar[str] = "The number of epochs must be a whole number from 1 to {highest}."


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that `/ft` can do; `parse` takes what follows the words."""

    words: tuple[str, ...]
    usage: str
    summary: str
    parse: Callable[[str], Command | None]


HIGHEST_EPOCHS = 50
CHANNEL = re.compile(r"<#(?P<id>[A-Z0-9]+)(\|[^>]*)?>")
OPTION = re.compile(r"\s(?:--|[\u2013\u2014])(?P<name>base|epochs)(?:\s+|=)(?P<value>\S+)")


def _alone(command: Command) -> Callable[[str], Command | None]:
    return lambda rest: None if rest else command


def _train(rest: str) -> Command | None:
    """Phones turn two hyphens into a dash, and Japanese keyboards write wide letters."""
    rest = unicodedata.normalize("NFKC", rest)
    options = {match["name"]: match["value"] for match in OPTION.finditer(f" {rest}")}
    dataset = OPTION.sub("", f" {rest}").strip()
    if not dataset or len(dataset.split()) > 1 or dataset.startswith("--"):
        return None
    return Train(dataset, options.get("base"), _epochs(options.get("epochs")))


def _epochs(text: str | None) -> int | None:
    if text is None or folded(text) == "auto":
        return None
    counts = {str(count): count for count in range(1, HIGHEST_EPOCHS + 1)}
    if folded(text) not in counts:
        raise NotAnEpochCount(highest=HIGHEST_EPOCHS)
    return counts[folded(text)]


def _use(rest: str) -> Command | None:
    channel = CHANNEL.search(rest)
    model = CHANNEL.sub("", rest).strip()
    return Use(model, channel["id"] if channel else None) if len(model.split()) == 1 else None


VERBS: tuple[Verb, ...] = (
    Verb(("help",), "help", "Everything I can do", _alone(Help())),
    Verb(
        ("dataset", "add"),
        "dataset add [example]",
        "Add examples of good answers",
        lambda rest: AddDataset(rest or None),
    ),
    Verb(("dataset", "list"), "dataset list", "List the data sets", _alone(ListDatasets())),
    Verb(
        ("dataset", "show"),
        "dataset show <name>",
        "See what is in a data set",
        lambda rest: ShowDataset(rest) if rest else None,
    ),
    Verb(
        ("train",),
        "train <data set> [--base model] [--epochs n]",
        "Train a model on a data set",
        _train,
    ),
    Verb(
        ("status",),
        "status [job]",
        "See how a training job is going",
        lambda rest: Status(rest or None),
    ),
    Verb(("jobs",), "jobs", "List the training jobs", _alone(ListJobs())),
    Verb(
        ("cancel",),
        "cancel <job>",
        "Cancel a training job",
        lambda rest: Cancel(rest) if rest else None,
    ),
    Verb(("models",), "models", "List the models", _alone(ListModels())),
    Verb(("use",), "use <model> [#channel]", "Choose the model that answers in a channel", _use),
    Verb(
        ("ask",),
        "ask <question>",
        "Ask the model; only you see the answer",
        lambda rest: Ask(rest) if rest else None,
    ),
    Verb(("rate",), "rate", "How to rate answers", _alone(HowToRate())),
    Verb(
        ("summary",),
        "summary [model]",
        "What the ratings say",
        lambda rest: Summarise(rest or None),
    ),
)


def parse(text: str) -> Command:
    """The command that a line means.

    Raises:
        NotACommand: with the nearest thing that is one.
        Incomplete: with the usage of the verb that was meant.
    """
    words = text.split(maxsplit=2)
    if not words:
        return Menu()
    for verb in VERBS:
        length = len(verb.words)
        if tuple(folded(word) for word in words[:length]) == verb.words:
            rest = " ".join(text.split(maxsplit=length)[length:]).strip()
            command = verb.parse(rest)
            if command is None:
                raise Incomplete(usage=verb.usage)
            return command
    raise NotACommand(typed=text[:60], nearest=_nearest(words))


def _nearest(words: list[str]) -> str:
    usages = {" ".join(verb.words): verb.usage for verb in VERBS}
    for typed in (" ".join(words[:2]), words[0]):
        near = difflib.get_close_matches(folded(typed), usages, n=1, cutoff=0.6)
        if near:
            return usages[near[0]]
    begins = [usage for start, usage in usages.items() if start.startswith(folded(words[0]))]
    return begins[0] if begins else usages["help"]
