"""Whether a data set is written in another script than English."""

from __future__ import annotations

from collections.abc import Iterable

FOREIGN_SHARE = 0.2


def is_beyond_english(texts: Iterable[str]) -> bool:
    """Whether a fifth of the letters or more are not of the basic Latin alphabet.

    Tells Japanese, Chinese, Korean, Russian and the like; languages in Latin letters pass for
    English, so nobody is warned without need.
    """
    letters = [letter for text in texts for letter in text if letter.isalpha()]
    foreign = sum(not letter.isascii() for letter in letters)
    return bool(letters) and foreign / len(letters) >= FOREIGN_SHARE
