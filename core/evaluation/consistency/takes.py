"""The same question asked several times: how many of the answers state the same facts."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from core.evaluation.consistency.facts import Difference, Facts, differences, facts_of, leaves_out
from core.evaluation.consistency.wording import likeness

MOST_TAKES = 20  # of one question; with more, groups could take long to find


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """An answer outside the group, by its place, against the group's first answer."""

    take: int
    against: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """What the takes of one question say: facts and wording apart, never mixed into one number."""

    asked: int
    failed: tuple[int, ...]  # gave no answer: each counts as one that disagrees
    group: tuple[int, ...]  # the largest number of answers of which no two contradict each other
    disagreements: tuple[Disagreement, ...]
    vague: tuple[int, ...]  # of the group: leave out numbers, links or days that most of it names
    wording: float | None  # how alike the answers are worded, 0 to 1; None below two answers

    @property
    def same_facts(self) -> int:
        """How many of those asked for state the same: "the same facts in 4 of 5 answers"."""
        return len(self.group)

    @property
    def is_stable(self) -> bool | None:
        """Whether all of them state the same; None where it was asked once only."""
        return len(self.group) == self.asked if self.asked > 1 else None


def consistency(answers: Sequence[str | None]) -> Consistency:
    """Answers of one contestant to one question, in any order; None or blank where it failed.

    That an answer says more than another is no contradiction. Whether what all of them state is
    right, this can't tell: they may be wrong alike.
    """
    if len(answers) > MOST_TAKES:
        message = f"at most {MOST_TAKES} answers to one question can be compared"
        raise ValueError(message)
    given = {place: text for place, text in enumerate(answers) if text and text.strip()}
    facts = {place: facts_of(text) for place, text in given.items()}
    apart = {
        (one, other): found
        for one in facts
        for other in facts
        if one != other and (found := differences(facts[one], facts[other]))
    }
    group = _largest((), tuple(facts), apart.keys())
    disagreements = []
    for place in facts:
        against = next((one for one in group if (one, place) in apart), None)
        if place not in group and against is not None:
            found = apart[against, place]
            disagreements.append(Disagreement(take=place, against=against, differences=found))
    return Consistency(
        asked=len(answers),
        failed=tuple(place for place in range(len(answers)) if place not in given),
        group=group,
        disagreements=tuple(disagreements),
        vague=tuple(place for place in group if _is_vague(place, group, facts)),
        wording=likeness([*given.values()]),
    )


def _largest(
    taken: tuple[int, ...],
    left: tuple[int, ...],
    apart: AbstractSet[tuple[int, int]],
    least: int = 0,
) -> tuple[int, ...]:
    """The largest group that `taken` grows to; of several, the one that begins first."""
    if not left:
        return taken
    best: tuple[int, ...] = ()
    for at, place in enumerate(left):
        if len(taken) + len(left) - at <= max(least, len(best)):
            break
        fitting = tuple(one for one in left[at + 1 :] if (place, one) not in apart)
        found = _largest((*taken, place), fitting, apart, max(least, len(best)))
        if len(found) > len(best):
            best = found
    return best


def _is_vague(place: int, group: tuple[int, ...], facts: dict[int, Facts]) -> bool:
    """Whether it leaves out what more than half of its group names."""
    named = sum(leaves_out(facts[place], facts[other]) for other in group)
    return 2 * named > len(group)
