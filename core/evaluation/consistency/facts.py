"""Whether two answers to one question can both be right, and which facts they differ in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.datasets.checking.facts.numbers import MONTHS, Number
from core.datasets.checking.facts.stated import LINK, Stated, stated
from core.evaluation.consistency.claims import Claim, are_at_odds, claims_of, is_denied
from core.evaluation.consistency.written import written_one_way

CALENDAR = re.compile(rf"^(?:{'|'.join(MONTHS)}|mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
IN_MINUTES = {"second": Decimal(1) / 60, "minute": Decimal(1), "hour": Decimal(60)}
IN_DAYS = {"day": Decimal(1), "week": Decimal(7)}
IN_MONTHS = {"month": Decimal(1), "year": Decimal(12)}


class Kind(StrEnum):
    """What two answers differ in."""

    NUMBER = "number"  # dates, times and amounts among them
    LINK = "link"
    WEEKDAY = "weekday"
    NAME = "name"
    YES_OR_NO = "yes_or_no"


@dataclass(frozen=True, slots=True)
class Facts:
    """What an answer states, however it is worded."""

    stated: Stated
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one answer states and the other states otherwise, as both write it; sorted."""

    kind: Kind
    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


def facts_of(text: str) -> Facts:
    plain = written_one_way(text)
    found = stated(plain)
    names = stated(LINK.sub(" ", text)).names
    return Facts(
        found._replace(names=frozenset(name for name in names if not CALENDAR.match(name))),
        claims_of(found.plain),
    )


def differences(one: Facts, other: Facts) -> tuple[Difference, ...]:
    """None where both can be right: one may say more than the other."""
    mine, theirs = one.stated, other.stated
    found = []
    numbers = (
        _without(mine.numbers, theirs.numbers),
        _without(theirs.numbers, mine.numbers),
    )
    if all(numbers):
        found.append(Difference(Kind.NUMBER, *map(_in_words, numbers)))
    for kind, own, its in (
        (Kind.LINK, mine.links, theirs.links),
        (Kind.WEEKDAY, mine.weekdays, theirs.weekdays),
        (Kind.NAME, mine.names, theirs.names),
    ):
        if own - its and its - own:
            found.append(Difference(kind, tuple(sorted(own - its)), tuple(sorted(its - own))))
    if _say_yes_and_no(one, other):
        found.append(Difference(Kind.YES_OR_NO))
    return tuple(found)


def leaves_out(one: Facts, other: Facts) -> bool:
    """Whether the one names no number, link or day at all where the other does."""
    return any(
        its and not own
        for own, its in (
            (one.stated.numbers, other.stated.numbers),
            (one.stated.links, other.stated.links),
            (one.stated.weekdays, other.stated.weekdays),
        )
    )


def _say_yes_and_no(one: Facts, other: Facts) -> bool:
    mine, theirs = one.stated, other.stated
    if None not in (mine.stance, theirs.stance) and mine.stance is not theirs.stance:
        return True
    return are_at_odds(mine.plain, theirs.plain) or is_denied(one.claims, other.claims)


def _without(own: frozenset[Number], its: frozenset[Number]) -> list[Number]:
    return sorted(number for number in own if not any(_equal(number, that) for that in its))


def _equal(one: Number, other: Number) -> bool:
    """The same amount, in whatever unit; a number without a unit may count anything."""
    if one.value == other.value and (one.unit == other.unit or not (one.unit and other.unit)):
        return True
    return any(
        one.unit in units
        and other.unit in units
        and one.value * units[one.unit] == other.value * units[other.unit]
        for units in (IN_MINUTES, IN_DAYS, IN_MONTHS)
    )


def _in_words(numbers: list[Number]) -> tuple[str, ...]:
    return tuple(f"{value:f} {unit}".rstrip().replace("_", " ") for value, unit in numbers)
