"""Ratings as columns of numbers: who gave which score to which model's answer, on what measure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from core.evaluation.statistics.resampling import Codes, Vector

Row = tuple[str, str, str, str, float | None]  # question, model, rater, metric, score


@dataclass(frozen=True, slots=True)
class Column:
    """Each name once, in the order of the file; in each row, the place of its name."""

    names: tuple[str, ...]
    codes: Codes

    @classmethod
    def of(cls, cells: Sequence[str]) -> Self:
        places = {name: place for place, name in enumerate(dict.fromkeys(cells))}
        codes = np.fromiter(map(places.__getitem__, cells), np.int64, len(cells))
        return cls(tuple(places), codes)

    def rows_of(self, name: str) -> npt.NDArray[np.bool_]:
        """Which rows say this name; none where nobody does."""
        place = self.names.index(name) if name in self.names else -1
        return np.asarray(self.codes == place, np.bool_)


@dataclass(frozen=True, slots=True)
class Ratings:
    """A row is one person's score of one answer on one measure; `nan` is a missing one."""

    question: Column
    model: Column
    rater: Column
    metric: Column
    scores: Vector

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Self:
        questions, models, raters, metrics, scores = tuple(zip(*rows, strict=True)) or ((),) * 5
        return cls(
            Column.of(questions),
            Column.of(models),
            Column.of(raters),
            Column.of(metrics),
            np.array([np.nan if score is None else score for score in scores], np.float64),
        )

    def where(self, rows: npt.NDArray[np.bool_]) -> Ratings:
        """Some of the rows; the names stay known."""
        kept = {
            name: replace(column, codes=column.codes[rows])
            for name, column in (
                ("question", self.question),
                ("model", self.model),
                ("rater", self.rater),
                ("metric", self.metric),
            )
        }
        return replace(self, scores=self.scores[rows], **kept)

    @property
    def given(self) -> Ratings:
        """Without the missing ones."""
        return self.where(~np.isnan(self.scores))

    def of_model(self, name: str) -> Ratings:
        return self.where(self.model.rows_of(name))

    def of_metric(self, name: str) -> Ratings:
        return self.where(self.metric.rows_of(name))

    def of_metrics(self, names: Collection[str]) -> Ratings:
        places = [place for place, name in enumerate(self.metric.names) if name in names]
        return self.where(np.isin(self.metric.codes, places))
