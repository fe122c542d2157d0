"""What people are told first."""

from __future__ import annotations

from core.datasets.checking.ranking import by_importance
from core.datasets.faults import Fault


def test_an_error_comes_before_personal_data_and_that_before_repetition() -> None:
    faults = [Fault(9, "duplicate"), Fault(2, "personal_data"), Fault(7, "empty_answer")]

    assert [g.code for g in by_importance(faults)] == ["empty_answer", "personal_data", "duplicate"]


def test_findings_of_a_kind_stand_together_in_the_order_of_their_rows() -> None:
    (group,) = by_importance([Fault(9, "duplicate"), Fault(2, "duplicate")])

    assert [fault.row for fault in group.faults] == [2, 9]
