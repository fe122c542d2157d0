"""Reads what follows the words of a command: names, versions, options."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from typing import ClassVar

from bot.commands.meant import (
    Command,
    DeleteDataset,
    DiffVersions,
    DrawCurve,
    EraseRow,
    ExportDataset,
    ExportLedger,
    RenameDataset,
    ShowDataset,
    Train,
    Use,
)
from core.errors import TogiError
from core.storage.lookup import folded


class NotAnEpochCount(TogiError):
    template: ClassVar[str] = "The number of epochs must be a whole number from 1 to {highest}."


class UnknownChannel(TogiError):
    template: ClassVar[str] = (
        "Slack knows no channel called “{typed}”, so nothing was changed. Type # and choose the "
        "channel from the list that Slack shows."
    )


HIGHEST_EPOCHS = 50
FORMATS, NAMES = {"csv", "jsonl", "parquet"}, "names"
CHANNEL = re.compile(r"<#(?P<id>[A-Z0-9]+)(\|[^>]*)?>")
OPTION = re.compile(r"\s(?:--|[\u2013\u2014])(?P<name>base|epochs)(?:\s+|=)(?P<value>\S+)")
VERSION = re.compile(r"v?(?P<number>[1-9][0-9]{0,8})")
ROW = re.compile(r"(?P<name>\S+)\s+(?P<row>\S+)(?:\s+(?P<reason>.+))?", re.DOTALL)


def alone(command: Command) -> Callable[[str], Command | None]:
    return lambda rest: None if rest else command


def train(rest: str) -> Command | None:
    """Phones turn two hyphens into a dash, and Japanese keyboards write wide letters."""
    rest = unicodedata.normalize("NFKC", rest)
    options = {match["name"]: match["value"] for match in OPTION.finditer(f" {rest}")}
    found = _name_and_version(OPTION.sub("", f" {rest}"))
    if found is None or found[0].startswith("--"):
        return None
    return Train(found[0], options.get("base"), _epochs(options.get("epochs")), found[1])


def curve(rest: str) -> Command | None:
    """As for one training."""
    found = train(rest)
    return DrawCurve(**asdict(found)) if isinstance(found, Train) else None


def _epochs(text: str | None) -> int | None:
    if text is None or folded(text) == "auto":
        return None
    counts = {str(count): count for count in range(1, HIGHEST_EPOCHS + 1)}
    if folded(text) not in counts:
        raise NotAnEpochCount(highest=HIGHEST_EPOCHS)
    return counts[folded(text)]


def _number(word: str) -> int | None:
    """The number of a version or a row: `v2`, or `2`."""
    found = VERSION.fullmatch(folded(word))
    return int(found["number"]) if found else None


def _name_and_version(rest: str) -> tuple[str, int | None] | None:
    """`faq`, or `faq v2`."""
    name, *more = rest.split() or [""]
    if not name or len(more) > 1:
        return None
    version = _number(more[0]) if more else None
    return None if more and version is None else (name, version)


def show(rest: str) -> Command | None:
    found = _name_and_version(rest)
    return ShowDataset(*found) if found else None


def export(rest: str) -> Command | None:
    found = _name_and_version(rest)
    return ExportDataset(*found) if found else None


def export_ledger(kind: str) -> Callable[[str], Command | None]:
    """`parquet --names`, or nothing; phones turn two hyphens into a dash."""

    def read(rest: str) -> Command | None:
        wanted = [folded(word).lstrip("-\u2013\u2014") for word in rest.split()]
        formats = [word for word in wanted if word in FORMATS]
        if formats[1:] or set(wanted) - {*formats, NAMES}:
            return None
        return ExportLedger(kind, "".join(formats) or "csv", named=NAMES in wanted)

    return read


def delete(rest: str) -> Command | None:
    found = _name_and_version(rest)
    return DeleteDataset(*found) if found else None


def diff(rest: str) -> Command | None:
    name, *numbers = rest.split() or [""]
    old, new = map(_number, numbers) if len(numbers) == 2 else (None, None)  # noqa: PLR2004 (two)
    return DiffVersions(name, old, new) if old and new else None


def rename(rest: str) -> Command | None:
    words = rest.split(maxsplit=1)
    return RenameDataset(*words) if words[1:] else None


def erase(rest: str) -> Command | None:
    found = ROW.fullmatch(rest)
    number = _number(found["row"]) if found else None
    return EraseRow(found["name"], number, found["reason"]) if found and number else None


def use(rest: str) -> Command | None:
    """Slack writes a channel that it knows as a link; what still begins with # is none."""
    channel = CHANNEL.search(rest)
    model = CHANNEL.sub("", rest).strip()
    if unknown := next((word for word in model.split() if word[0] in "#＃"), None):  # noqa: RUF001 (as it is typed in Japanese)
        raise UnknownChannel(typed=unknown)
    return Use(model, channel["id"] if channel else None) if len(model.split()) == 1 else None
