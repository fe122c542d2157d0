"""What people are told first."""

from __future__ import annotations

from core.datasets.checking.ranking import WORTH_A_LOOK, by_importance
from core.datasets.faults import ADVICE, Fault

# Of these, too, it is said what to do; but a file with any of them is refused.
ERRORS = {"too_few_examples", "mixed_kinds", "error_cell", "same_outputs"}


def test_every_code_that_is_worth_a_look_has_its_rank() -> None:
    assert set(WORTH_A_LOOK) | ERRORS == set(ADVICE)


def test_an_error_comes_before_personal_data_and_that_before_repetition() -> None:
    faults = [Fault(9, "duplicate"), Fault(2, "personal_data"), Fault(7, "empty_answer")]

    assert [g.code for g in by_importance(faults)] == ["empty_answer", "personal_data", "duplicate"]


def test_findings_of_a_kind_stand_together_in_the_order_of_their_rows() -> None:
    (group,) = by_importance([Fault(9, "duplicate"), Fault(2, "duplicate")])

    assert [fault.row for fault in group.faults] == [2, 9]
