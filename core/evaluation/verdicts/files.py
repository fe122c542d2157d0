"""Votes from a table: question, rater, left, right and winner, in the order of casting."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from core.datasets.chats import SHOWN
from core.datasets.faults import Fault
from core.datasets.reading.drafts import BLANK
from core.datasets.reading.encodings import recognise
from core.datasets.reading.sheets import DELIMITERS, records
from core.datasets.refusals import BrokenQuotes, EmptyFile, FileRefused
from core.evaluation.verdicts.votes import Vote, Winner

QUESTION, RATER, LEFT, RIGHT, WINNER = COLUMNS = ("question", "rater", "left", "right", "winner")
NAMES_SHOWN = 8


class NoSuchColumns(FileRefused):
    template: ClassVar[str] = (
        "The first row of {file_name} must name each of the columns question, rater, left, right "
        "and winner once. It says: {found}."
    )


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a file holds: every vote that can be read, and what is wrong with the other rows."""

    votes: Sequence[Vote]
    faults: Sequence[Fault]


def read_votes(path: Path, file_name: str) -> Ballot:
    """All rows of the file.

    Raises:
        FileRefused: one of its kinds, when it is no table of votes.
    """
    encoding = recognise(path, file_name)
    delimiter = _delimiter(path, file_name, encoding)
    rows = records(path, file_name, encoding, delimiter)
    header = next(rows)
    places = _places(header)
    votes: list[Vote] = []
    faults: list[Fault] = []
    for number, cells in enumerate(rows, start=1):
        if not any(cell.strip(BLANK) for cell in cells):
            continue
        found = _vote(number, cells, places, len(header))
        if isinstance(found, Fault):
            faults.append(found)
        else:
            votes.append(found)
    return Ballot(votes, faults)


def _delimiter(path: Path, file_name: str, encoding: str) -> str:
    """The one under which the first row names all columns."""
    headers: list[list[str]] = []
    broken: BrokenQuotes | None = None
    for delimiter in DELIMITERS:
        try:
            header = next(records(path, file_name, encoding, delimiter), [])
        except BrokenQuotes as refusal:
            broken = refusal
            continue
        if len(_places(header)) == len(COLUMNS):
            return delimiter
        headers.append(header)
    if broken and not any(headers):
        raise broken
    likeliest = max(headers, key=len)
    if not likeliest:
        raise EmptyFile(file_name=file_name)
    found = ", ".join(" ".join(name.split())[:SHOWN] for name in likeliest[:NAMES_SHOWN])
    raise NoSuchColumns(
        file_name=file_name, found=found + (" …" if likeliest[NAMES_SHOWN:] else "")
    )


def _places(header: Sequence[str]) -> Mapping[str, int]:
    """Where each column stands; one that is missing or named twice stands nowhere."""
    names = [unicodedata.normalize("NFKC", name).strip().casefold() for name in header]
    return {name: names.index(name) for name in COLUMNS if names.count(name) == 1}


def _vote(row: int, cells: Sequence[str], places: Mapping[str, int], width: int) -> Vote | Fault:
    if any(cell.strip(BLANK) for cell in cells[width:]):
        return Fault(row, "extra_cells", {"cells": len(cells), "columns": width})
    said = {
        name: cells[place].strip(BLANK) if place < len(cells) else ""
        for name, place in places.items()
    }
    for fault in _faults(row, said):
        return fault
    return Vote(
        question=said[QUESTION],
        rater=said[RATER],
        left=said[LEFT],
        right=said[RIGHT],
        winner=Winner(said[WINNER].casefold()),
    )


def _faults(row: int, said: Mapping[str, str]) -> Iterator[Fault]:
    for column, text in said.items():
        if not text:
            yield Fault(row, "empty_cell", {"column": column})
        if "\0" in text:
            yield Fault(row, "unreadable_character")
    if said[WINNER].casefold() not in set(Winner):
        yield Fault(row, "unknown_winner", {"value": said[WINNER][:SHOWN]})
    if said[LEFT] == said[RIGHT]:
        yield Fault(row, "same_model", {"model": said[LEFT][:SHOWN]})
