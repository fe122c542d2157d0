"""Lists, page by page."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, JsonValue

Limit = Annotated[int, Query(ge=1, le=100)]
Shown = dict[str, JsonValue]


class Page(BaseModel):
    object: Literal["list"] = "list"
    data: list[Shown]
    has_more: bool
    first_id: JsonValue
    last_id: JsonValue


def page(rows: Sequence[Shown], limit: int) -> Page:
    """A page from rows that were asked for with one too many."""
    shown = list(rows[:limit])
    return Page(
        data=shown,
        has_more=len(rows) > limit,
        first_id=shown[0]["id"] if shown else None,
        last_id=shown[-1]["id"] if shown else None,
    )
