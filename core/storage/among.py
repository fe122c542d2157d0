"""Asks for any number of values: they stand in the statement itself, which takes few parameters."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa


def among(
    column: sa.ColumnExpressionArgument[object], values: Iterable[int | str]
) -> sa.ColumnElement[bool]:
    """Whether a column holds one of these; PostgreSQL would take 65,535 of them as parameters."""
    listed: sa.BindParameter[object] = sa.bindparam(
        "among", [*values], unique=True, expanding=True, literal_execute=True
    )
    return sa.type_coerce(column, sa.inspect(column).type).in_(listed)
