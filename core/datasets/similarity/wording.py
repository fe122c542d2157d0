"""What is compared of a question: its letters, without what makes no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from core.datasets.chats import folded

LONGEST = 4000  # characters that are compared; of a longer text its beginning and its end
NUMBER = re.compile(r"\d+")
POLITE = re.compile("(?:でしょうか|ですか)$")
SILENT = ("P", "Z", "C")  # punctuation, separators, control characters


class Wording(NamedTuple):
    """A question as it is compared."""

    letters: str  # every number stands as one 0
    numbers: tuple[str, ...]


def wording_of(text: str) -> Wording:
    """Letters and numbers of a text, however polite; one that has none is taken as it is."""
    plain = folded(text)
    letters = _silent().sub("", plain) or plain
    letters = POLITE.sub("か", letters.replace("下さい", "ください"))
    numbers = tuple(NUMBER.findall(letters))
    if numbers:
        letters = NUMBER.sub("0", letters)
    return Wording(letters, numbers)


def compared(letters: str) -> str:
    """What of a text is compared; no text is so long that comparing it would take all day."""
    if len(letters) <= LONGEST:
        return letters
    return letters[: LONGEST // 2] + letters[-LONGEST // 2 :]


@cache
def _silent() -> re.Pattern[str]:
    """A pattern of all characters that say nothing by themselves; the tilde is one in Japan."""
    ranges = "".join(f"{re.escape(first)}-{re.escape(last)}" for first, last in _ranges())
    return re.compile(f"[~{ranges}]+")


def _ranges() -> Iterator[tuple[str, str]]:
    characters = (chr(code) for code in range(0x10000))
    for silent, run in groupby(characters, lambda one: unicodedata.category(one)[0] in SILENT):
        if silent:
            members = list(run)
            yield members[0], members[-1]
