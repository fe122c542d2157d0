"""Markdown as the words that somebody reads: for places that show it letter by letter."""

from __future__ import annotations

import re

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n?", re.MULTILINE)
HEAD = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?)", re.MULTILINE)
BULLET = re.compile(r"^([ \t]*)[-*+][ \t]+(?:\[[ xX]\][ \t]+)?", re.MULTILINE)
RULE = re.compile(
    r"^[ \t]*(?:(?:[-*_][ \t]*){3,}"
    r"|\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?)$\n?",
    re.MULTILINE,
)
LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
MARKED = tuple(
    re.compile(rf"{before}(?<!\\){mark}(?=\S)(.+?)(?<=\S){mark}{after}")
    for mark, before, after in (
        (r"\*\*\*", "", ""),
        (r"\*\*", "", ""),
        (r"\*", "", ""),
        ("~~", "", ""),
        ("`+", "", ""),
        ("__", "(?<![A-Za-z0-9_])", "(?![A-Za-z0-9_])"),  # snake_case is a word
        ("_", "(?<![A-Za-z0-9_])", "(?![A-Za-z0-9_])"),
    )
)
CELL = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
GAPS = re.compile(r"\n{3,}")


def in_words(markdown: str) -> str:
    """What a text says, without its marks: emphasis, headings, lists, links, tables and code."""
    text = LINK.sub(r"\1", FENCE.sub("", markdown))
    text = BULLET.sub(r"\1• ", HEAD.sub("", RULE.sub("", text)))
    text = CELL.sub(lambda row: " · ".join(cell.strip() for cell in row[1].split("|")), text)
    for marked in MARKED:
        text = marked.sub(r"\1", text)
    return GAPS.sub("\n\n", ESCAPED.sub(r"\1", text)).strip()
