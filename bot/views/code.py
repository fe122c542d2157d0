"""Where a model's Markdown is code for certain: what stands there is no link.

Whatever Slack might read in another way counts as prose. So code is only what stands between two
single backticks of one line, or between fences that begin a line; once a text has fences of other
kinds, as in quotations, nothing after them is taken for code. Nor is what stands far along a line,
as a long line may be cut into two messages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
FENCE = re.compile(r"( {0,3})(`{3,20})[^`]*\Z")
OTHER_FENCE = re.compile(r"[\s>*+\d.)-]*(?:```|~~~|<[a-zA-Z/!?])")  # or what might hold one
TAG = re.compile(r"<[a-zA-Z/!?]")  # may hide a mark
# Marks of other kinds, and what may end a line.
UNSURE = re.compile(r"``|\\`|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
FAR = 500  # characters along a line: well before where one without an end would be cut


@dataclass(frozen=True, slots=True)
class Code:
    """The stretches of a text that are code; `decided`: a longer text says the same up to here."""

    starts: list[int]
    ends: list[int]
    decided: int

    def holds(self, place: int) -> bool:
        before = bisect_right(self.starts, place)
        return before > 0 and place < self.ends[before - 1]


def code_in(text: str) -> Code:
    """What of a text is code, whatever comes before and after its paragraphs."""
    reader = _Reader()
    found = [place for line in LINE.finditer(text) for place in reader.read(line[0], line.start())]
    return Code(
        [start for start, _ in found],
        [end for _, end in found],
        len(text) if reader.unsure_from is None else reader.unsure_from,
    )


@dataclass(slots=True)
class _Reader:
    """What the lines before say of the next one."""

    fence: tuple[str, str] | None = None  # its indentation and its mark
    is_lost: bool = False  # nothing more is code for certain
    is_unbalanced: bool = False  # a backtick of this paragraph may pair with any that follows
    unsure_from: int | None = None  # an unfinished line may turn to code from here on

    def read(self, line: str, at: int) -> Iterator[tuple[int, int]]:
        """The stretches of code in a line that begins `at` a place of the text."""
        if self.is_lost:
            return
        bare = line.rstrip("\n")
        if self.fence:
            if length := self._fenced(bare, *self.fence):
                yield at, at + length
        elif opening := FENCE.match(bare):
            self.fence, self.is_unbalanced = (opening[1], opening[2]), False
        elif OTHER_FENCE.match(bare):
            self.is_lost = True
        elif not bare.strip(" \t"):
            self.is_unbalanced = False
        elif not self.is_unbalanced:
            for start, end in self._inline(bare, at, is_whole=bare != line):
                yield at + start, at + end

    def _fenced(self, line: str, indent: str, mark: str) -> int:
        """How many characters of a line between fences are code."""
        if line.startswith(indent + mark) and set(line[len(indent) :].rstrip(" \t")) == {"`"}:
            self.fence = None
            return 0
        other = line.find("```")
        is_inside = line.startswith(indent) or not line.strip(" \t")
        self.is_lost = other >= 0 or not is_inside
        return (len(line) if other < 0 else other) * is_inside

    def _inline(self, line: str, at: int, *, is_whole: bool) -> Iterator[tuple[int, int]]:
        """Between pairs of backticks, as long as they are single and near."""
        unsure = UNSURE.search(line)
        sure = line[: min(unsure.start() if unsure else FAR, FAR)]
        marks = [place.start() for place in re.finditer("`", sure)]
        self.is_unbalanced = bool(unsure) or len(marks) % 2 == 1 or "`" in line[len(sure) :]
        if len(marks) % 2 and not is_whole and len(line) <= FAR:
            self.unsure_from = at + marks[-1]
        before = 0
        for start, end in zip(marks[::2], marks[1::2], strict=False):
            if TAG.search(line, before, start) or "|" in line[start:end]:  # the end of a cell
                self.is_unbalanced = True
                return
            if end + 1 == len(line) and not is_whole:
                self.unsure_from = at + start
            yield start, end + 1
            before = end + 1
        self.is_unbalanced = self.is_unbalanced or TAG.search(line, before) is not None
