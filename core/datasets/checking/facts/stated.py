"""Whether two texts state different things, or the same in other words."""

from __future__ import annotations

import re
from typing import NamedTuple

import orjson

from core.datasets.chats import folded
from core.datasets.checking.facts.numbers import (
    MONTH_NAME,
    Number,
    contradict,
    in_digits,
    numbers_of,
)
from core.datasets.checking.facts.yes_and_no import are_opposed, negations, stance
from core.datasets.similarity.wording import compared

LINK = re.compile(r"(?:https?://|www\.)[^\s<>()「」、。]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+")
WEEKDAY = re.compile(
    r"([月火水木金土日])曜|\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)day"
)
WEEKDAYS = dict(
    zip("月火水木金土日", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], strict=True)
)
KANJI = "\u3400-\u9fff々"
PLACE = re.compile(
    f"[{KANJI}\u30a1-\u30fa\u30fc]{{1,8}}?(?:部|課|室|係|支店|本店|営業所|工場|窓口|都|道|府|県|市|区|町|村"
    "|駅|社|省|庁|局|銀行|大学|病院)"
)
CODE = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]{2,}[A-Z0-9-]*|[A-Z]+-?\d[A-Z0-9-]*)(?![a-z])")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
MONTH_ALONE = re.compile(MONTH_NAME, re.IGNORECASE)

WORD = re.compile(f"[{KANJI}]+|[\u30a0-\u30ff]{{2,}}|[^\\W\\d_{KANJI}\u3040-\u30ff]{{3,}}")
ENDING = re.compile("(?:ing|ed|es|s|ly)$")
LITTLE = frozenset(
    [
        "the",
        "and",
        "for",
        "you",
        "your",
        "are",
        "can",
        "will",
        "with",
        "this",
        "that",
        "from",
        "have",
        "has",
        "our",
        "out",
        "not",
        "any",
        "all",
        "was",
        "were",
        "but",
        "its",
        "please",
        "should",
        "would",
        "could",
        "then",
        "there",
        "they",
        "them",
        "into",
        "when",
        "what",
        "how",
        "which",
    ]
)

REWORDED = 0.45  # the share of telling words that two wordings of one answer have in common
CLOSE = 0.9  # letters
SHORT = 6  # letters


class Stated(NamedTuple):
    """What a text states, apart from its words."""

    plain: str
    numbers: frozenset[Number]
    links: frozenset[str]
    weekdays: frozenset[str]
    months: frozenset[str]  # of English, where they are written as names are
    names: frozenset[str]
    stance: bool | None
    negations: int


def stated(text: str) -> Stated:
    plain = in_digits(folded(text))
    links = frozenset(link.rstrip("./") for link in LINK.findall(plain))
    without_links = LINK.sub(" ", plain) if links else plain
    days = WEEKDAY.findall(plain)
    names = {name for name in NAME.findall(text) if not WEEKDAY.fullmatch(name.casefold())}
    months = {name: found[1] for name in names if (found := MONTH_ALONE.fullmatch(name))}
    return Stated(
        plain,
        numbers_of(without_links),
        links,
        frozenset(WEEKDAYS.get(japanese) or english[:3] for japanese, english in days),
        frozenset(map(str.casefold, months.values())),
        frozenset((*PLACE.findall(plain), *CODE.findall(text), *(names - months.keys()))),
        stance(plain),
        negations(plain),
    )


def ask_the_same(one: Stated, other: Stated) -> bool:
    """Whether two questions of nearly the same wording mean the same facts."""
    return (
        {number.value for number in one.numbers} == {number.value for number in other.numbers}
        and one.links == other.links
        and one.weekdays == other.weekdays
        and not _exclude(one.months, other.months)
        and one.negations == other.negations
        and not are_opposed(one.plain, other.plain)
    )


def differ_in_facts(one: Stated, other: Stated) -> bool:
    """Whether two answers can't both be right: by a number, a link, a day, a name, yes or no."""
    if one.stance is not None and other.stance is not None and one.stance is not other.stance:
        return True
    if contradict(one.numbers, other.numbers) or are_opposed(one.plain, other.plain):
        return True
    return (
        _exclude(one.links, other.links)
        or _exclude(one.weekdays, other.weekdays)
        or _exclude(one.months, other.months)
        or _exclude(one.names, other.names)
    )


def _exclude(own: frozenset[str], its: frozenset[str]) -> bool:
    """Whether each has something that the other lacks."""
    return bool(own - its and its - own)


def say_different_things(one: Stated, other: Stated, question: str) -> bool:
    """Whether two answers to a question are of different content, not only worded otherwise.

    Words of the question tell nothing, as all answers repeat them.
    """
    if one.plain == other.plain:
        return False
    values = _json(one.plain), _json(other.plain)
    if None not in values:
        return values[0] != values[1]
    from rapidfuzz.distance import Indel

    letters = re.sub(r"[\W_]+", "", one.plain), re.sub(r"[\W_]+", "", other.plain)
    if letters[0] == letters[1]:
        return False
    if min(map(len, letters)) < SHORT:
        return not (letters[0].startswith(letters[1]) or letters[1].startswith(letters[0]))
    if Indel.normalized_similarity(*map(compared, letters)) >= CLOSE:
        return one.negations != other.negations
    asked = _telling(in_digits(folded(question)))
    telling, others = _telling(one.plain) - asked, _telling(other.plain) - asked
    if not telling or not others:
        return one.negations != other.negations
    shared = 2 * len(telling & others) / (len(telling) + len(others))
    if min(len(telling), len(others)) == len(telling & others):
        return one.negations != other.negations  # one says the same, and more
    return shared < REWORDED or one.negations != other.negations


def _telling(plain: str) -> frozenset[str]:
    """Words that carry content; of kanji, each two that stand together."""
    found: set[str] = set()
    for word in WORD.findall(plain):
        if "\u3400" <= word[0] <= "\u9fff":
            found.update(word[at : at + 2] for at in range(max(1, len(word) - 1)))
        elif word not in LITTLE:
            found.add(ENDING.sub("", word))
    return frozenset(found)


def _json(text: str) -> object:
    """Where it is JSON, and not nested deeper than values can be compared."""
    if not text.startswith(("{", "[")):
        return None
    try:
        value: object = orjson.loads(text)
        orjson.dumps(value)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return None
    return value
