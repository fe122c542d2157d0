"""One thing that is wrong with examples: a code for programs, a sentence for people."""

from __future__ import annotations

from typing import NamedTuple

from core.datasets.advice import ADVICE
from core.datasets.sentences import SENTENCES
from core.errors import Detail


class Fault(NamedTuple):
    """One thing that is wrong, or worth a look.

    `row` counts from 1, and is 0 where the whole file is meant; `rows` are all of them where the
    fault lies between several. `kind` tells apart what one code says in several sentences.
    """

    row: int
    code: str
    details: dict[str, Detail] = {}  # noqa: RUF012 (never written to; a NamedTuple field)
    rows: tuple[int, ...] = ()
    kind: str = ""

    @property
    def template(self) -> str:
        """The sentence before its details are filled in: what a translator translates."""
        return SENTENCES[f"{self.code}:{self.kind}" if self.kind else self.code]

    @property
    def sentence(self) -> str:
        return self.template.format(**self.details)

    @property
    def advice(self) -> str:
        """Why it matters and what to do about it; empty where the sentence says it all."""
        return ADVICE.get(self.code, "")
