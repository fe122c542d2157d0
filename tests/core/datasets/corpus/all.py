"""All cases of the corpus."""

from __future__ import annotations

from tests.core.datasets.corpus import bad_lines, encodings, jsonl, kinds, tables
from tests.core.datasets.corpus.case import Case

CASES: list[Case] = [*encodings.CASES, *tables.CASES, *bad_lines.CASES, *jsonl.CASES, *kinds.CASES]

INVISIBLE = (
    "marks of direction",
    "an em space",
    "a narrow space",
    "a line separator",
    "a Hangul filler",
    "a Braille blank",
    "a next-line mark",
)
AWAITED = {  # what is known to be wrong, and is being mended
    *(f"{what} of {name}" for what in ("a question", "an answer") for name in INVISIBLE),
    "old JIS by e-mail",
    "a NUL in a question",
    "line: a bare NUL",
    "line: twelve megabytes of nothing",
    "deep tools",
    "deep calls",
}
