"""All cases of the corpus."""

from __future__ import annotations

from tests.core.datasets.corpus import (
    bad_lines,
    bad_talks,
    beside_each_other,
    damaged_workbooks,
    encodings,
    far_down,
    jsonl,
    kinds,
    personal,
    planted,
    preferences,
    repeats,
    tables,
    whole_sets,
    workbooks,
)
from tests.core.datasets.corpus.case import Case

CASES: list[Case] = [
    *encodings.CASES,
    *tables.CASES,
    *far_down.CASES,
    *workbooks.CASES,
    *damaged_workbooks.CASES,
    *bad_lines.CASES,
    *bad_talks.CASES,
    *jsonl.CASES,
    *preferences.CASES,
    *kinds.CASES,
    *planted.CASES,
    *beside_each_other.CASES,
    *whole_sets.CASES,
    *repeats.CASES,
    *personal.CASES,
]
