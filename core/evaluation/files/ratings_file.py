"""Ratings from a table: question, model, rater, metric, score. An empty score is missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.datasets.chats import SHOWN
from core.datasets.faults import Fault
from core.evaluation.files.named_columns import open_table
from core.ratings import Metric, bounds

if TYPE_CHECKING:  # heavy
    from core.evaluation.statistics import Ratings
    from core.evaluation.statistics.ratings import Row

# fmt: off
COLUMNS = {
    "question": ("質問",),
    "model": ("モデル",),
    "rater": ("評価者",),
    "metric": ("指標", "評価指標", "評価項目"),
    "score": ("スコア", "評点", "点数", "得点"),
}
# fmt: on
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
LARGEST = 1_000_000.0  # larger ones would drown all others, and are slips


@dataclass(frozen=True, slots=True)
class RatingsFile:
    """What a file holds: every rating that can be read, and what is wrong with the other rows."""

    ratings: Ratings
    faults: Sequence[Fault]
    rows: int
    encoding: str


def read_ratings(path: Path, file_name: str) -> RatingsFile:
    """All rows of the file.

    Raises:
        FileRefused: one of its kinds, when it is no table of ratings.
    """
    from core.evaluation.statistics import Ratings

    table = open_table(path, file_name, COLUMNS)
    kept: list[Row] = []
    faults: list[Fault] = []
    first: dict[tuple[str, ...], int] = {}  # where somebody rated something
    rows = 0
    for number, cells in table.rows():
        rows += 1
        found = cells if isinstance(cells, Fault) else _rating(number, cells)
        if isinstance(found, Fault):
            faults.append(found)
            continue
        if found[-1] is not None and (before := first.setdefault(found[:-1], number)) != number:
            faults.append(Fault(number, "rated_twice", {"line": before + 1}))
            continue
        kept.append(found)
    return RatingsFile(Ratings.of(kept), faults, rows, table.encoding)


def _rating(row: int, cells: Sequence[str]) -> Row | Fault:
    question, model, rater, metric, score = cells
    for column, text in zip(COLUMNS, cells, strict=True):
        if not text and column != "score":
            return Fault(row, "empty_cell", {"column": column})
        if "\0" in text:
            return Fault(row, "unreadable_character")
    if not score:
        return question, model, rater, metric, None
    plain = unicodedata.normalize("NFKC", score)
    if not NUMBER.fullmatch(plain):
        return Fault(row, "score_not_a_number", {"value": score[:SHOWN]})
    value = float(plain)
    if abs(value) > LARGEST:
        limit = f"{LARGEST:.0f}"
        return Fault(row, "score_too_large", {"value": score[:SHOWN], "limit": limit})
    if metric.casefold() in set(Metric):
        scale = bounds(Metric(metric.casefold()))
        if not scale[0] <= value <= scale[-1]:
            ends = {"lowest": scale[0], "highest": scale[-1]}
            said = {"metric": metric, "value": score[:SHOWN]}
            return Fault(row, "score_out_of_scale", {**said, **ends})
    return question, model, rater, metric, value
