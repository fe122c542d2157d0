"""Five answers to one question, and many questions: how much stays the same."""

from __future__ import annotations

import pytest

from core.evaluation.consistency import Kind, consistency, over_questions
from core.evaluation.consistency.takes import MOST_TAKES

FIVE, TEN = "Apply 5 business days ahead.", "Apply 10 business days ahead."
FIVE_TOO = "Requests go in five working days before."
VAGUE = "Please apply early."


def test_the_largest_group_counts_and_what_stands_outside_is_named() -> None:
    found = consistency([FIVE, TEN, FIVE_TOO, FIVE, FIVE])
    assert (found.same_facts, found.asked, found.is_stable) == (4, 5, False)
    assert found.group == (0, 2, 3, 4)
    [outside] = found.disagreements
    assert (outside.take, outside.against) == (1, 0)
    assert [one.kind for one in outside.differences] == [Kind.NUMBER]
    assert outside.differences[0].one == ("5 business day",)


def test_an_answer_that_failed_disagrees_and_is_named_apart() -> None:
    found = consistency([FIVE, None, FIVE, "  ", FIVE])
    assert (found.same_facts, found.failed, found.is_stable) == (3, (1, 3), False)
    assert found.disagreements == ()
    assert found.wording == 1.0


def test_an_answer_that_names_no_number_is_in_the_group_and_called_vague() -> None:
    found = consistency([FIVE, VAGUE, FIVE, TEN])
    assert found.group == (0, 1, 2)
    assert found.vague == (1,)


def test_what_fits_two_sides_does_not_join_them() -> None:
    """Five and ten each go with what names no number, but not with each other."""
    found = consistency([FIVE, VAGUE, TEN])
    assert found.group == (0, 1)
    assert [one.take for one in found.disagreements] == [2]


@pytest.mark.parametrize(("answers", "asked"), [([], 0), ([FIVE], 1), ([None], 1)])
def test_once_says_nothing_of_consistency(answers: list[str | None], asked: int) -> None:
    found = consistency(answers)
    assert (found.asked, found.is_stable, found.wording) == (asked, None, None)
    assert over_questions([found]).questions == 0


def test_all_failed_is_no_agreement() -> None:
    found = consistency([None, None])
    assert (found.same_facts, found.is_stable, found.wording) == (0, False, None)


def test_twenty_answers_that_all_differ_are_compared_and_more_are_refused() -> None:
    found = consistency([f"It costs {n} yen." for n in range(MOST_TAKES)])
    assert found.same_facts == 1
    with pytest.raises(ValueError, match="at most 20"):
        consistency([FIVE] * (MOST_TAKES + 1))


@pytest.mark.parametrize(
    "text",
    [
        "あ" * 20_000,
        "しか" * 8_000,
        "限り" * 8_000,
        "not " * 5_000,
        "n't " * 5_000,
        "<https://" * 3_000,
        "https://x" + "," * 20_000 + "x",
        "1," * 10_000,
        "\n " * 10_000,
    ],
)
def test_no_text_takes_all_day(text: str) -> None:
    """Patterns that go over a text once for each of its letters would stand still here."""
    assert consistency([text, text + "5", FIVE]).asked == 3


def test_over_questions_each_share_has_its_interval() -> None:
    """Wilson for 18 of 20, worked by hand: (0.9 + 0.096 ± 0.163) / 1.192."""
    steady, split = consistency([FIVE] * 5), consistency([FIVE, TEN, FIVE, FIVE, None])
    found = over_questions([steady] * 18 + [split] * 2)
    assert (found.stable, found.questions, found.stable_share) == (18, 20, 0.9)
    assert found.stable_ci95 == pytest.approx((0.699, 0.972), abs=1e-3)
    assert (found.same_facts, found.asked, found.failed) == (96, 100, 2)
    assert found.same_facts_ci95 is not None
    low, high = found.same_facts_ci95
    assert low < 0.96 < high
    assert found.wording is not None
    assert 0.9 < found.wording < 1


def test_where_all_agree_only_wilson_says_how_sure_that_is() -> None:
    found = over_questions([consistency([FIVE] * 5)] * 20)
    assert found.same_facts_share == 1.0
    assert found.same_facts_ci95 is None
    assert found.stable_ci95 == pytest.approx((0.839, 1.0), abs=1e-3)


def test_few_questions_give_no_share_above_all_of_them() -> None:
    steady, split = consistency([FIVE] * 5), consistency([FIVE] * 4 + [TEN])
    found = over_questions([steady] * 3 + [split])
    assert found.same_facts_ci95 is not None
    assert found.same_facts_ci95[1] == 1.0


def test_no_question_is_unknown_and_not_zero() -> None:
    found = over_questions([])
    assert found.stable_share is None
    assert found.stable_ci95 is None
    assert found.same_facts_share is None
    assert found.same_facts_ci95 is None
    assert found.wording is None
    assert found.wording_ci95 is None
