"""Who is named in tables of ratings and votes, what is shown of words, and pandas' frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.answers import Question

if TYPE_CHECKING:  # heavy
    from pandas import DataFrame

WHOLE = {"score", "prompt_version", "max_tokens", "dataset_version", "number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whose ledger is read, and from where: words of private places are shown there alone.

    Unless `named`, raters are called r1, r2 and so on.
    """

    team: str
    channel: str
    public: frozenset[str] = field(default_factory=frozenset)  # channels that anybody may look into
    named: bool = False

    def may_name(self, channel: str) -> bool:
        return channel == self.channel or channel in self.public

    def may_show(self, question: Question) -> bool:
        return self.may_name(question.channel) and question.private_to is None


class Names:
    """What people are called in one table: r1, r2 and so on, as they come, or by their ids."""

    def __init__(self, *, named: bool) -> None:
        self._named = named
        self._known: dict[str, str] = {}

    def of(self, person: str) -> str:
        return person if self._named else self._known.setdefault(person, f"r{self._next}")

    @property
    def _next(self) -> int:
        return len(self._known) + 1


def frame(rows: Sequence[Mapping[str, object]], kind: type) -> DataFrame:
    """A table with the columns of a kind of row, in their order, even where there is no row."""
    import pandas as pd

    table = pd.DataFrame(list(rows), columns=list(kind.__annotations__))
    return table.astype({name: "Int64" for name in table.columns if name in WHOLE})
