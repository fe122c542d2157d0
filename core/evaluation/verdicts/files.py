"""Votes from a table: question, rater, left, right and winner, in the order of casting.

A file that Togi exported also tells which comparison each vote belongs to, and whether it counts:
its question had all its votes when the voting ended. Where that is told, what doesn't count is left
out, as it was of the verdict in Slack, and the number of votes planned for a question is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from core.datasets.chats import SHOWN
from core.datasets.faults import Fault
from core.evaluation.files.named_columns import open_table
from core.evaluation.verdicts.votes import Vote, Winner

QUESTION, RATER, LEFT, RIGHT, WINNER = COLUMNS = ("question", "rater", "left", "right", "winner")
COUNTED, RUN, NUMBER = OPTIONAL = ("counted", "run_id", "number")
SAID = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": None}


class Filed(NamedTuple):
    """A vote as it stands in a file; what files of others don't tell is None, or empty."""

    vote: Vote
    counts: bool | None
    run: str


@dataclass(frozen=True, slots=True)
class OfPair:
    """The votes between two models in one comparison, as far as they count."""

    votes: Sequence[Vote]
    left_out: int  # those that don't count
    votes_per_question: int | None  # as planned; None where nobody says
    questions: int  # that were voted on, whether decided or not


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a file holds: every vote that can be read, and what is wrong with the other rows."""

    filed: Sequence[Filed]
    faults: Sequence[Fault]

    @property
    def votes(self) -> list[Vote]:
        """All that count, between whichever models."""
        return [one.vote for one in self.filed if one.counts is not False]

    @property
    def models(self) -> set[str]:
        return {model for one in self.filed for model in (one.vote.left, one.vote.right)}

    def runs(self, baseline: str, challenger: str) -> list[str]:
        """The comparisons between two models, in the order of the file; "" is that of no name."""
        return list(dict.fromkeys(one.run for one in self._between(baseline, challenger)))

    def of_pair(self, baseline: str, challenger: str, run: str) -> OfPair:
        filed = [one for one in self._between(baseline, challenger) if one.run == run]
        votes = [one.vote for one in filed if one.counts is not False]
        sizes = set(Counter(vote.question for vote in votes).values())
        # What counts has all its votes, so there are as many on each question as were planned.
        is_planned = len(sizes) == 1 and all(one.counts is not None for one in filed)
        return OfPair(
            votes=votes,
            left_out=len(filed) - len(votes),
            votes_per_question=sizes.pop() if is_planned else None,
            questions=len({one.vote.question for one in filed}),
        )

    def _between(self, baseline: str, challenger: str) -> Iterator[Filed]:
        both = {baseline, challenger}
        return (one for one in self.filed if {one.vote.left, one.vote.right} == both)


def read_votes(path: Path, file_name: str) -> Ballot:
    """All rows of the file.

    Raises:
        FileRefused: one of its kinds, when it is no table of votes.
    """
    filed: list[Filed] = []
    faults: list[Fault] = []
    for number, cells in open_table(path, file_name, dict.fromkeys(COLUMNS, ()), OPTIONAL).rows():
        found = cells if isinstance(cells, Fault) else _filed(number, cells)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            filed.append(found)
    return Ballot(filed, faults)


def _filed(row: int, cells: Sequence[str]) -> Filed | Fault:
    said = dict(zip((*COLUMNS, *OPTIONAL), cells, strict=True))
    for fault in _faults(row, said):
        return fault
    # Two questions of a comparison may have the same words.
    asked = f"{said[RUN]}:{said[NUMBER]}" if said[RUN] and said[NUMBER] else said[QUESTION]
    vote = Vote(
        question=asked,
        rater=said[RATER],
        left=said[LEFT],
        right=said[RIGHT],
        winner=_winner(said),
    )
    return Filed(vote, SAID[said[COUNTED].casefold()], said[RUN])


def _winner(said: Mapping[str, str]) -> Winner:
    """A side, a tie, or the name of the model that won."""
    winner = said[WINNER]
    if winner.casefold() in set(Winner):
        return Winner(winner.casefold())
    return Winner.LEFT if winner == said[LEFT] else Winner.RIGHT


def _faults(row: int, said: Mapping[str, str]) -> Iterator[Fault]:
    for column, text in said.items():
        if not text and column in COLUMNS:
            yield Fault(row, "empty_cell", {"column": column})
        if "\0" in text:
            yield Fault(row, "unreadable_character")
    if said[LEFT] == said[RIGHT]:
        yield Fault(row, "same_model", {"model": said[LEFT][:SHOWN]})
    if said[WINNER].casefold() not in set(Winner) and said[WINNER] not in (said[LEFT], said[RIGHT]):
        yield Fault(row, "unknown_winner", {"value": said[WINNER][:SHOWN]})
    if said[COUNTED].casefold() not in SAID:
        yield Fault(row, "unknown_counted", {"value": said[COUNTED][:SHOWN]})
