"""Votes from a table: question, rater, left, right and winner, in the order of casting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.datasets.chats import SHOWN
from core.datasets.faults import Fault
from core.evaluation.named_columns import open_table
from core.evaluation.verdicts.votes import Vote, Winner

QUESTION, RATER, LEFT, RIGHT, WINNER = COLUMNS = ("question", "rater", "left", "right", "winner")


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
    votes: list[Vote] = []
    faults: list[Fault] = []
    for number, cells in open_table(path, file_name, dict.fromkeys(COLUMNS, ())).rows():
        found = cells if isinstance(cells, Fault) else _vote(number, cells)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            votes.append(found)
    return Ballot(votes, faults)


def _vote(row: int, cells: Sequence[str]) -> Vote | Fault:
    said = dict(zip(COLUMNS, cells, strict=True))
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
