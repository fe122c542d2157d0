"""Whether two words that stand in one place may be one word with a slip.

Slips come one at a time; the shorter a word, the likelier one other letter makes another word.
Nobody who means 平日 types 土日, nor "fan" who means "TV".
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto

KANJI = re.compile("[\u3400-\u9fff々〆]")
KANJI_ALONE = re.compile(f"{KANJI.pattern}+")
KATAKANA = re.compile("[\u30a0-\u30ff]")
LATIN = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff々〆]+")
LABEL = re.compile(r"(?<![A-Za-z'])[A-HJ-Z](?![A-Za-z'])")
LITTLE = frozenset(
    (
        "the",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "is",
        "are",
        "was",
        "be",
        "its",
        "my",
        "me",
        "we",
        "our",
        "you",
        "your",
        "he",
        "do",
        "did",
        "does",
        "can",
        "if",
        "or",
        "and",
        "so",
        "as",
        "not",
        "no",
        "has",
        "had",
        "i",
        "am",
        "this",
        "that",
    )
)
# Signs for one spoken word, of which people choose either.
SAME_WORD = ("変替換代", "超越", "作造創", "聞聴", "見観", "取採撮", "直治", "延伸", "良好", "証障")
ASKING = {
    "when": re.compile("いつ"),
    "where": re.compile("どこ|どちら"),
    "who": re.compile("だれ|誰|どなた"),
    "why": re.compile("なぜ|どうして"),
    "how much": re.compile("いくら|いくつ"),
}
ENDINGS = re.compile(r"(?:[a-z]?(?:ed|ing|er)|e|s|es|d|ly|y|ies)?")
STEM = 3  # letters that inflected words have in common
SHORT = 3  # letters; a word in which no letter is by chance
LETTERS_A_SLIP = 4  # one slip in so many letters leaves a word the word that was meant
SIGNS_A_SLIP = 3  # the same of kanji and kana, whose words are short


class Likeness(Enum):
    LIKE = auto()
    PERHAPS = auto()  # a slip where people usually write one of them, else another word
    UNLIKE = auto()


def labels_of(text: str) -> frozenset[str]:
    """Capital letters that stand alone, as in "plan B"; none where all is in capitals."""
    plain = unicodedata.normalize("NFKC", text)
    if plain.isascii() and plain.isupper():
        return frozenset()
    return frozenset(LABEL.findall(plain))


def how_like(one: str, other: str) -> Likeness:
    """How like two different words are, or two runs of words; both are folded."""
    from rapidfuzz.distance import OSA

    if not (one and other) or LITTLE & {one, other}:
        return Likeness.LIKE
    if _asks(one) and _asks(other) and _asks(one) != _asks(other):
        return Likeness.UNLIKE
    if not (_has_content(one) and _has_content(other)):
        return Likeness.LIKE
    longest = max(len(one), len(other))
    latin = bool(LATIN.fullmatch(one) and LATIN.fullmatch(other))
    if latin and _are_inflected(one, other):
        return Likeness.LIKE
    each = LETTERS_A_SLIP if latin else SIGNS_A_SLIP
    slips, most = max(1, longest // each), max(1, longest // (each - 1))
    distance = OSA.distance(one, other, score_cutoff=most)
    if distance > most:
        return Likeness.UNLIKE
    if distance > slips:
        return Likeness.PERHAPS
    if len(one) == len(other) and _is_one_for_another(one, other, latin=latin):
        return Likeness.PERHAPS
    return Likeness.LIKE


def _is_one_for_another(one: str, other: str, *, latin: bool) -> bool:
    """Whether a sign stands for another one where signs make words."""
    changed = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    if latin:
        return len(one) <= SHORT and len(changed) == 1
    kanji = [pair for pair in changed if all(map(KANJI.match, pair))]
    if any(_are_same_word(*pair) for pair in kanji):
        return False
    return bool(KANJI_ALONE.fullmatch(one) and KANJI_ALONE.fullmatch(other) and kanji)


def _are_same_word(one: str, other: str) -> bool:
    return any(one in signs and other in signs for signs in SAME_WORD)


def _are_inflected(one: str, other: str) -> bool:
    stem = 0
    for letter, its in zip(one, other, strict=False):
        if letter != its:
            break
        stem += 1
    return stem >= STEM and all(ENDINGS.fullmatch(word[stem:]) for word in (one, other))


def _has_content(word: str) -> bool:
    return bool(KANJI.search(word) or KATAKANA.search(word) or LATIN.search(word))


def _asks(word: str) -> frozenset[str]:
    return frozenset(name for name, pattern in ASKING.items() if pattern.search(word))
