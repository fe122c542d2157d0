"""What a text denies: できません, is not, 不可; and whether another text says it is so."""

from __future__ import annotations

import re
from itertools import product
from typing import NamedTuple

from core.datasets.checking.facts.stated import ENDING, LITTLE, WORD
from core.datasets.checking.facts.yes_and_no import NEGATION, NOT_MEANT, are_opposed

SAME_MATTER = 0.6  # the share of the shorter claim's words that the longer one has too
ENDS = re.compile(
    r"[。!?;\n]|\.(?=\s|$)|(?<=ます)が、|(?<=です)が、|(?<=せん)が、|,\s*(?:but|while)\b"
)
# A denial with an exception says that the exception is so.
EXCEPT = re.compile(
    "(?:しか|以外|限り|なければ|なくては|ないと|なしでは?)[^。]{0,60}?(?:ませ[んぬ]|ない|不可)"
    r"|(?:\bnot\b|n't\b|\bcannot\b|\bno\b)[^.]{0,120}?\b(?:until|unless|except|other than)\b"
    r"|\b(?:do|does) not (?:hesitate|forget)\b|\bdon't (?:hesitate|forget|worry)\b|\bnot just\b"
)
DENYING = re.compile(
    "不可能?|不要|不必要|禁止|禁じ|対象外|無理|拒否|却下|廃止|無効"
    r"|\bforbidden\b|\bprohibited\b|\bbanned\b|\bimpossible\b|\bineligible\b|\bdisallowed\b"
    r"|\bunavailable\b|\bunnecessary\b|\brefused\b|\bfails? to\b|\binvalid\b"
)
MODAL = re.compile(
    "可能|可(?!能)|許可|許さ|認め|必要|大丈夫|結構|場合|対応|お願|現在|申し訳"
    r"|\b(?:allow\w*|permit\w*|possible|able|need\w*|require\w*|necessary|yes|sorry|must|may|might"
    r"|currently|does|did|been|being|there|available|valid|eligible)\b"
)
DENIED_WORD = re.compile(
    r"(?:\b[a-z]+n't|\bcannot|(?:\bcan\s+|\bmay\s+)?\bnot)\s+(?:be\s+|yet\s+)?\w+"
    "|(?:必要|可能)(?:では|は|が)?(?:(?:あり|ござい)ません|ない)"
)


class Claim(NamedTuple):
    """One clause of a text: what it is about, and whether it denies it."""

    words: frozenset[str]
    denies: bool


def claims_of(plain: str) -> tuple[Claim, ...]:
    """The clauses of a folded text that are about something."""
    clauses = ENDS.split(EXCEPT.sub(" ", NOT_MEANT.sub("", plain)))
    return tuple(claim for claim in map(_claim, clauses) if claim.words)


def are_at_odds(one: str, other: str) -> bool:
    """Whether one folded text has a word of which the other has only the opposite.

    A word that is denied says its own opposite: "not required" is no "required".
    """
    return are_opposed(DENIED_WORD.sub(" ", one), DENIED_WORD.sub(" ", other))


def is_denied(one: tuple[Claim, ...], other: tuple[Claim, ...]) -> bool:
    """Whether one text denies what the other says is so, and neither says both."""
    return _opposes(one, other) or _opposes(other, one)


def _opposes(denying: tuple[Claim, ...], saying: tuple[Claim, ...]) -> bool:
    return any(
        not claim.denies
        and denied.denies
        and about_the_same(claim, denied)
        and not any(also.denies and about_the_same(also, denied) for also in saying)
        and not any(not also.denies and about_the_same(also, claim) for also in denying)
        for denied, claim in product(denying, saying)
    )


def about_the_same(one: Claim, other: Claim) -> bool:
    shared = len(one.words & other.words)
    return shared >= SAME_MATTER * min(len(one.words), len(other.words))


def _claim(clause: str) -> Claim:
    told = DENYING.sub(" ", clause)
    denials = len(NEGATION.findall(clause)) + len(DENYING.findall(clause))
    return Claim(_words(MODAL.sub(" ", told)), denials % 2 == 1)


def _words(plain: str) -> frozenset[str]:
    """Words that carry content; of kanji, each two that stand together."""
    found: set[str] = set()
    for word in WORD.findall(plain):
        if "\u3400" <= word[0] <= "\u9fff":
            found.update(word[at : at + 2] for at in range(max(1, len(word) - 1)))
        elif word not in LITTLE:
            found.add(ENDING.sub("", word))
    return frozenset(found)
