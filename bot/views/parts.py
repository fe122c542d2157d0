"""A long answer in parts that Slack takes: cut at paragraphs, code stays code.

Where a text is cut depends on what stands before the cut and just after it alone, so that a text
may be cut while it grows.
"""

from __future__ import annotations

import re

from bot.views.blocks import clip

SOFT, HARD, END = 9_000, 11_000, 11_800  # characters; Slack takes 12,000 in one message
LANGUAGE = 40
FENCE = re.compile(r"^ {0,3}(`{3,20}(?!`)|~{3,20}(?!~))([^\n]*)$", re.MULTILINE)


def parts(text: str) -> list[str]:
    """The text in parts of at most some END characters; a text that is short is one part."""
    found: list[str] = []
    while (cut := _cut(text)) is not None:
        part, text = text[:cut], text[cut:].lstrip("\n")
        if fence := _open_fence(part):  # the code goes on in the next part
            mark, language = fence
            part, text = f"{part.rstrip()}\n{mark}", f"{mark}{language}\n{text}"
        found.append(part.rstrip())
    return [*found, text]


def _cut(text: str) -> int | None:
    """Where the first part ends; None while it is not yet clear or not needed."""
    place = SOFT
    while (place := text.find("\n\n", place, HARD)) >= 0:
        if not _open_fence(text[:place]):
            return place
        place += 2
    if len(text) < END:
        return None
    place = text.find("\n", HARD, END)
    return END if place < 0 else place


def _open_fence(text: str) -> tuple[str, str] | None:
    """The mark and the language of the code that a text ends in."""
    opened: tuple[str, str] | None = None
    for mark, rest in FENCE.findall(text):
        if opened is None:
            opened = mark, clip(rest.strip(), LANGUAGE)
        elif mark.startswith(opened[0]) and not rest.strip():
            opened = None
    return opened
