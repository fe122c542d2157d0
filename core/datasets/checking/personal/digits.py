"""Numbers in running text: the text with plain digits, and whether any number is long enough."""

from __future__ import annotations

import re

HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"
_DIGIT = "[0-9\uff10-\uff19]"
_BETWEEN = rf"[-{HYPHENS}\u30fc.()\uff08\uff09 \u3000]"
_WORTH_A_LOOK = re.compile(
    rf"{_DIGIT}(?:(?:{_BETWEEN}{{0,2}}{_DIGIT}){{8}}"  # nine digits: a telephone, a card
    rf"|{_DIGIT}{{2}}[-{HYPHENS}\u30fc]{_DIGIT}{{4}})"  # 123-4567: a postal code
)
_PLAIN: dict[int, int] = {
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, HYPHENS), ord("-")),
    0x3000: ord(" "),
}
# The mark of a long vowel, where it is used as a hyphen.
_LONG_VOWEL = re.compile(r"(?<=\d)\u30fc(?=\d)")


def has_numbers(text: str) -> bool:
    """Whether a number in a text is as long as a postal code or longer."""
    return _WORTH_A_LOOK.search(text) is not None


def plain(text: str) -> str:
    """A text with the digits, hyphens, brackets and spaces of a typewriter."""
    return text if text.isascii() else _LONG_VOWEL.sub("-", text.translate(_PLAIN))


def digits_of(text: str) -> str:
    return "".join(filter(str.isdigit, text))
