"""Who is named in tables of ratings and votes, what is shown of words, and pandas' frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Question
from core.evaluation.runs.tables import Showing
from core.ratings import RatingEvent

if TYPE_CHECKING:  # heavy
    from pandas import DataFrame

WHOLE = {"score", "prompt_version", "max_tokens", "dataset_version", "number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whose ledger is read, and from where: words of private places are shown there alone.

    Unless `named`, raters are called r1, r2 and so on, in the order in which they first rated or
    voted: the same person has the same name in every table.
    """

    team: str
    channel: str
    public: frozenset[str] = field(default_factory=frozenset)  # channels that anybody may look into
    named: bool = False

    def may_name(self, channel: str) -> bool:
        return channel == self.channel or channel in self.public

    def may_show(self, question: Question) -> bool:
        return self.may_name(question.channel) and question.private_to is None


async def rater_names(session: AsyncSession, reach: Reach) -> Mapping[str, str]:
    """What each person is called in tables."""
    rated = select(RatingEvent.rater, func.min(RatingEvent.at).label("at")).where(
        RatingEvent.team == reach.team
    )
    shown = select(Showing.rater, func.min(Showing.shown_at).label("at")).where(
        Showing.team == reach.team
    )
    first = sa.union_all(
        rated.group_by(col(RatingEvent.rater)), shown.group_by(col(Showing.rater))
    ).subquery()
    people = sa.select(first.c.rater).group_by(first.c.rater)
    connection = await session.connection()
    found = await connection.execute(people.order_by(func.min(first.c.at), first.c.rater))
    if reach.named:
        return {person: person for person in found.scalars()}
    return {person: f"r{number}" for number, person in enumerate(found.scalars(), start=1)}


def frame(rows: Sequence[Mapping[str, object]], kind: type) -> DataFrame:
    """A table with the columns of a kind of row, in their order, even where there is no row."""
    import pandas as pd

    table = pd.DataFrame(list(rows), columns=list(kind.__annotations__))
    return table.astype({name: "Int64" for name in table.columns if name in WHOLE})
