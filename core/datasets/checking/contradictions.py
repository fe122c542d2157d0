"""The same question with different answers: what a model makes of it is chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.datasets.chats import folded
from core.datasets.checking.facts.stated import (
    Stated,
    ask_the_same,
    differ_in_facts,
    say_different_things,
    stated,
)
from core.datasets.faults import Fault

MOST_MEANINGS = 20  # of one wording; what comes after them is taken for the last
MOST_ANSWERS = 300  # that are compared in one cluster
SPEAKING = 3  # answers that each further one is compared with


class ClusterRow(NamedTuple):
    """A row of a cluster, as far as contradictions are seen in it."""

    row: int
    question: str
    answer: str
    system: str | None


def contradictions(cluster: Sequence[ClusterRow]) -> Iterator[Fault]:
    """One finding for all rows that mean the same question and are told different things.

    Questions of nearly the same wording may mean two things ("in 2023", "in 2024"), and under
    two system prompts one question may have two good answers; such rows don't contradict.
    """
    for same in _by_meaning(cluster):
        if (kind := _kind_of_contradiction(same)) is not None:
            rows = tuple(asked.row for asked in same)
            yield Fault(rows[0], "contradiction", {"count": len(rows)}, rows, kind)


def _by_meaning(cluster: Sequence[ClusterRow]) -> Iterator[list[ClusterRow]]:
    meanings: list[tuple[Stated, str | None, list[ClusterRow]]] = []
    known: dict[tuple[str, str | None], list[ClusterRow]] = {}
    for asked in cluster:
        key = (folded(asked.question), asked.system)
        if key not in known:
            question = stated(asked.question)
            for meaning, system, members in meanings:
                if system == asked.system and ask_the_same(meaning, question):
                    known[key] = members
                    break
            else:
                known[key] = []
                if len(meanings) < MOST_MEANINGS:
                    meanings.append((question, asked.system, known[key]))
        known[key].append(asked)
    unique = {id(members): members for members in known.values()}
    yield from (members for members in unique.values() if len(members) > 1)


def _kind_of_contradiction(same: Sequence[ClusterRow]) -> str | None:
    """What two of the answers differ in: `facts` or `content`; None where all say the same."""
    answers = {folded(asked.answer): asked for asked in reversed(same)}
    if len(answers) == 1:
        return None
    kind = None
    speaking: list[Stated] = []
    for asked in [*answers.values()][::-1][:MOST_ANSWERS]:
        answer = stated(asked.answer)
        for other in speaking:
            if differ_in_facts(other, answer):
                return "facts"
            if kind is None and say_different_things(other, answer, asked.question):
                kind = "content"
        if len(speaking) < SPEAKING:
            speaking.append(answer)
    return kind
