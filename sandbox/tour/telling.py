"""The narrator: chapters with their durations, what people do, what the app says."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from sandbox.tour.sentences import in_japanese

GAP = "   "
LONGEST_QUOTE = 200


@dataclass
class Narrator:
    """Tells a story in one language and remembers how long each chapter took."""

    language: str
    out: TextIO = sys.stdout
    chapters: list[tuple[str, float]] = field(default_factory=list)

    def sentence(self, english: str, /, **details: object) -> str:
        """A sentence in the narrator's language; one without a twin is a mistake of ours."""
        twin = in_japanese(english)
        return (twin if self.language == "ja" else english).format(**details)

    def tell(self, english: str, /, **details: object) -> None:
        self._line(f"{GAP}{self.sentence(english, **details)}")

    def quote(self, lines: Sequence[str], *, by: str = "togi") -> None:
        """What somebody said; a model that can't stop is cut short."""
        for number, line in enumerate(lines):
            short = line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"
            self._line(f"{GAP}{by if number == 0 else '':>5} │ {short}")

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True))
            self._line(f"{GAP}{'':>5} │ {'  '.join(cells).rstrip()}")

    @contextmanager
    def chapter(self, english: str, /, **details: object) -> Iterator[None]:
        title = self.sentence(english, **details)
        self._line(f"\n{len(self.chapters)}. {title}")
        began = time.monotonic()
        yield
        self.took(title, time.monotonic() - began)
        self._line(f"{GAP}({self.chapters[-1][1]:.1f} s)")

    def took(self, title: str, seconds: float) -> None:
        self.chapters.append((title, seconds))

    def heading(self, english: str, /, **details: object) -> None:
        self._line(f"\n{self.sentence(english, **details)}")

    def where_the_time_went(self) -> None:
        self.heading("Where the time went")
        total = sum(seconds for _, seconds in self.chapters)
        rows = [*self.chapters, (self.sentence("All of it"), total)]
        widest = max(_width(title) for title, _ in rows)
        for title, seconds in rows:
            self._line(f"{GAP}{title}{' ' * (widest - _width(title))}  {seconds:6.1f} s")

    def _line(self, text: str) -> None:
        self.out.write(f"{text}\n")
        self.out.flush()


def _width(text: str) -> int:
    """How many columns a terminal gives a text: Japanese takes two a character."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
