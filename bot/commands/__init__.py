"""The grammar of `/ft`: a line of text becomes a typed command, or a sentence that helps."""

from __future__ import annotations

import difflib
from typing import ClassVar

from bot.commands.meant import (
    AddDataset,
    Ask,
    Cancel,
    Command,
    DeleteDataset,
    DiffVersions,
    DrawCurve,
    EraseRow,
    EvaluationCommand,
    ExportDataset,
    ExportLedger,
    Help,
    HowToRate,
    ImportRatings,
    LedgerCommand,
    ListDatasets,
    ListJobs,
    ListModels,
    Menu,
    RenameDataset,
    RollBack,
    SeeSaid,
    SetChannel,
    ShowDataset,
    ShowEvaluation,
    StartEvaluation,
    Status,
    Summarise,
    Train,
    Use,
    VersionCommand,
)
from bot.commands.verbs import VERBS, Verb
from bot.commands.words import HIGHEST_EPOCHS, NotAnEpochCount
from core.errors import TogiError
from core.storage.lookup import folded

__all__ = [
    "HIGHEST_EPOCHS",
    "VERBS",
    "AddDataset",
    "Ask",
    "Cancel",
    "Command",
    "DeleteDataset",
    "DiffVersions",
    "DrawCurve",
    "EraseRow",
    "EvaluationCommand",
    "ExportDataset",
    "ExportLedger",
    "Help",
    "HowToRate",
    "ImportRatings",
    "Incomplete",
    "LedgerCommand",
    "ListDatasets",
    "ListJobs",
    "ListModels",
    "Menu",
    "NotACommand",
    "NotAnEpochCount",
    "RenameDataset",
    "RollBack",
    "SeeSaid",
    "SetChannel",
    "ShowDataset",
    "ShowEvaluation",
    "StartEvaluation",
    "Status",
    "Summarise",
    "TogiError",
    "Train",
    "Use",
    "Verb",
    "VersionCommand",
    "parse",
]


class NotACommand(TogiError):
    template: ClassVar[str] = "I don't know “{typed}”. Did you mean `/ft {nearest}`?"


class Incomplete(TogiError):
    template: ClassVar[str] = "I couldn't make sense of that. It works like this: `/ft {usage}`"


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
