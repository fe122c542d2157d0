"""The table of everything that `/ft` can do; the help and the README are made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.commands import words
from bot.commands.meant import (
    AddDataset,
    Ask,
    Cancel,
    Command,
    Help,
    HowToRate,
    ImportRatings,
    ListDatasets,
    ListJobs,
    ListModels,
    RollBack,
    SeeSaid,
    SetChannel,
    ShowEvaluation,
    StartEvaluation,
    Status,
    Summarise,
)


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that `/ft` can do; `parse` takes what follows the words."""

    words: tuple[str, ...]
    usage: str
    summary: str
    parse: Callable[[str], Command | None]


VERBS: tuple[Verb, ...] = (
    Verb(("help",), "help", "Everything I can do", words.alone(Help())),
    Verb(
        ("dataset", "add"),
        "dataset add [example]",
        "Add examples of good answers",
        lambda rest: AddDataset(rest or None),
    ),
    Verb(("dataset", "list"), "dataset list", "List the data sets", words.alone(ListDatasets())),
    Verb(
        ("dataset", "show"),
        "dataset show <name> [version]",
        "See what is in a data set",
        words.show,
    ),
    Verb(
        ("dataset", "diff"),
        "dataset diff <name> <v1> <v2>",
        "See how two versions differ",
        words.diff,
    ),
    Verb(
        ("dataset", "export"),
        "dataset export <name> [version]",
        "Get a data set as a file",
        words.export,
    ),
    Verb(
        ("dataset", "rename"),
        "dataset rename <name> <new name>",
        "Rename a data set",
        words.rename,
    ),
    Verb(
        ("dataset", "delete"),
        "dataset delete <name> [version]",
        "Delete a data set, or one version of it",
        words.delete,
    ),
    Verb(
        ("dataset", "erase"),
        "dataset erase <name> <row> [reason]",
        "Take one row out of every version",
        words.erase,
    ),
    Verb(
        ("train",),
        "train <data set> [version] [--base model] [--epochs n]",
        "Train a model on a data set",
        words.train,
    ),
    Verb(
        ("curve",),
        "curve <data set> [version] [--base model] [--epochs n]",
        "See whether more examples help",
        words.curve,
    ),
    Verb(
        ("status",),
        "status [job]",
        "See how a training job is going",
        lambda rest: Status(rest or None),
    ),
    Verb(("jobs",), "jobs", "List the training jobs", words.alone(ListJobs())),
    Verb(
        ("cancel",),
        "cancel <job>",
        "Cancel a training job",
        lambda rest: Cancel(rest) if rest else None,
    ),
    Verb(("models",), "models", "List the models", words.alone(ListModels())),
    Verb(
        ("use",), "use <model> [#channel]", "Choose the model that answers in a channel", words.use
    ),
    Verb(
        ("channel",),
        "channel",
        "How this channel is answered: model, prompt, rating buttons",
        words.alone(SetChannel()),
    ),
    Verb(
        ("ask",),
        "ask <question>",
        "Ask the model; only you see the answer",
        lambda rest: Ask(rest) if rest else None,
    ),
    Verb(("rate",), "rate", "How to rate answers", words.alone(HowToRate())),
    Verb(
        ("summary",),
        "summary [model]",
        "What the ratings say",
        lambda rest: Summarise(rest or None),
    ),
    Verb(
        ("me",),
        "me",
        "See your ratings, votes and comments, and erase them",
        words.alone(SeeSaid()),
    ),
    Verb(
        ("export", "ratings"),
        "export ratings [format] [--names]",
        "Get all ratings as a file: CSV, JSONL or Parquet",
        words.export_ledger("ratings"),
    ),
    Verb(
        ("export", "votes"),
        "export votes [format] [--names]",
        "Get all votes between models as a file",
        words.export_ledger("votes"),
    ),
    Verb(
        ("import", "ratings"),
        "import ratings",
        "Bring in ratings that people gave outside Slack",
        words.alone(ImportRatings()),
    ),
    Verb(
        ("eval", "start"),
        "eval start [model]",
        "Let people compare a new model with the one in use",
        lambda rest: StartEvaluation(rest or None),
    ),
    Verb(("eval",), "eval", "How the latest comparison here stands", words.alone(ShowEvaluation())),
    Verb(
        ("rollback",),
        "rollback",
        "Go back to the model that answered here before",
        words.alone(RollBack()),
    ),
)
