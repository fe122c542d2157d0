"""When a question counts, and what is paid for not having planned."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evaluation.verdicts.evidence import BAR, log_e
from core.evaluation.verdicts.results import DECISIVE_TO_MATTER, FIRST_SHARE, Results, Score

Leads = st.lists(st.tuples(st.integers(0, 12), st.sampled_from([-1, 0, 1])), max_size=150)


def results(leads: list[tuple[int, int]], planned: int | None = None) -> Results:
    found = Results(planned)
    for question, lead in leads:
        found.add(str(question), lead)
    return found


def test_a_question_counts_once_its_majority_cannot_change() -> None:
    assert results([(1, 1), (1, 1)], planned=3).settled == Score(wins=1)
    assert results([(1, 1), (1, -1)], planned=3).settled == Score()
    assert results([(1, 1), (1, -1), (1, -1)], planned=3).settled == Score(losses=1)
    assert results([(1, 1), (1, -1)], planned=2).settled == Score(ties=1)


def test_votes_beyond_the_plan_change_nothing() -> None:
    assert results([(1, 1), (1, -1), (1, -1)], planned=1).so_far == Score(wins=1)


def test_a_plan_is_inferred_from_what_most_questions_have() -> None:
    assert results([(q, 1) for q in range(9)]).plan == 1
    assert results([(q, 1) for q in range(9) for _ in range(3)]).plan == 3
    assert results([(q, 1) for q in range(9) for _ in range(2)]).settled == Score(wins=9)


def test_a_second_plan_costs_more_than_the_first() -> None:
    passes = [(q, 1) for _ in range(3) for q in range(20)]
    assert results(passes[:20]).share == FIRST_SHARE
    assert results(passes).share == pytest.approx(0.2)
    assert results(sorted(passes)).share == FIRST_SHARE  # question by question: one plan


def test_no_error_is_possible_before_a_share_is_set_aside() -> None:
    assert log_e(DECISIVE_TO_MATTER - 1, 0) + math.log(FIRST_SHARE) < math.log(BAR)


def test_one_question_with_very_many_votes_is_one_question() -> None:
    assert results([(0, 1)] * 5000).settled == Score(wins=1)


@given(Leads, st.none() | st.integers(1, 7))
def test_one_vote_at_a_time_is_what_a_recount_finds(
    leads: list[tuple[int, int]], planned: int | None
) -> None:
    found = results(leads, planned)
    votes: dict[int, list[int]] = {}
    for question, lead in leads:
        votes.setdefault(question, []).append(lead)
    so_far, settled = Score(), Score()
    for cast in votes.values():
        so_far.count(sum(cast[:planned]))
        for number in range(1, min(len(cast), found.plan) + 1):
            lead = sum(cast[:number])
            if abs(lead) > found.plan - number or number == found.plan:
                settled.count(lead)
                break
    assert found.so_far == so_far
    assert found.settled == settled


@given(Leads)
def test_which_plan_is_believed_in_does_not_depend_on_whom_the_votes_are_for(
    leads: list[tuple[int, int]],
) -> None:
    """Each question's votes may be turned round: what the error bound rests on."""
    turned = [(question, -lead if question % 2 else lead) for question, lead in leads]
    assert results(leads).plan == results(turned).plan
    assert results(leads).share == results(turned).share
