"""The four verdicts: how each is reached, and what may not change any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.evaluation.verdicts.gates import Gate, GateName, State
from core.evaluation.verdicts.judging import Judgement, Verdict, judge
from core.evaluation.verdicts.votes import Vote, Winner

OLD, NEW = "old", "new"
OTHER_SIDE = {Winner.LEFT: Winner.RIGHT, Winner.RIGHT: Winner.LEFT, Winner.TIE: Winner.TIE}


def vote(question: int, lead: int, *, rater: str = "r", on_left: bool | None = None) -> Vote:
    """The challenger wins (1), loses (-1) or ties (0); its sides alternate."""
    left = question % 2 == 0 if on_left is None else on_left
    winner = Winner.TIE if not lead else Winner.LEFT if (lead > 0) == left else Winner.RIGHT
    models = (NEW, OLD) if left else (OLD, NEW)
    return Vote(question=str(question), rater=rater, left=models[0], right=models[1], winner=winner)


def won(wins: int, losses: int, ties: int = 0) -> list[Vote]:
    leads = [1] * wins + [-1] * losses + [0] * ties
    return [vote(question, lead) for question, lead in enumerate(leads)]


def judged(votes: Sequence[Vote], **further: object) -> Judgement:
    return judge(votes, baseline=OLD, challenger=NEW, **further)  # type: ignore[arg-type]  # passed on


def state(found: Judgement, name: str) -> State:
    return next(gate.state for gate in found.gates if gate.name == name)


def test_a_challenger_who_clearly_wins_is_promoted() -> None:
    found = judged(won(28, 6, ties=4))
    assert found.verdict is Verdict.PROMOTE
    assert {gate.state for gate in found.gates} == {State.PASSED}
    assert (found.questions, found.decisive, found.ties, found.votes) == (38, 34, 4, 38)
    assert found.win_rate == pytest.approx(28 / 34)
    assert found.e_value > 20
    assert found.votes_needed == 0


def test_a_challenger_who_clearly_loses_is_not() -> None:
    assert judged(won(6, 28)).verdict is Verdict.KEEP


def test_nobody_waits_for_ever_for_a_difference() -> None:
    assert judged(won(10, 10)).verdict is Verdict.NOT_ENOUGH_EVIDENCE
    assert judged(won(60, 60)).verdict is Verdict.KEEP


def test_a_few_wins_in_a_row_are_not_enough_questions() -> None:
    found = judged(won(9, 0))
    assert found.e_value > 20 * 0.6
    assert found.verdict is Verdict.NOT_ENOUGH_EVIDENCE
    assert state(found, GateName.QUESTIONS) is State.FAILED
    assert found.votes_needed == 1


def test_no_votes_are_no_evidence_and_no_numbers() -> None:
    found = judged([])
    assert found.verdict is Verdict.NOT_ENOUGH_EVIDENCE
    assert (found.win_rate, found.ci95, found.left_rate, found.left_ci95) == (None,) * 4
    assert (found.agreement, found.votes_needed, found.questions_to_add) == (None,) * 3
    assert state(found, GateName.EVIDENCE) is State.UNKNOWN


@pytest.mark.parametrize("on_left", [True, False])
def test_a_challenger_always_on_one_side_is_never_promoted_and_the_gate_says_so(
    *, on_left: bool
) -> None:
    votes = [vote(question, 1, on_left=on_left) for question in range(100)]
    for count in range(0, 100, 7):
        assert judged(votes[:count]).verdict is Verdict.NOT_ENOUGH_EVIDENCE
    assert state(judged(votes), GateName.SIDES) is State.FAILED
    assert state(judged(votes), GateName.EVIDENCE) is State.PASSED


def test_raters_who_each_swear_by_another_model_disagree() -> None:
    votes = [
        vote(question, lead, rater=rater, on_left=question % 4 < 2)
        for question in range(30)
        for rater, lead in (("ada", 1), ("ben", -1))
    ]
    found = judged(votes)
    assert found.verdict is Verdict.RATERS_DISAGREE
    assert found.agreement is not None
    assert found.agreement.rate == 0


def test_a_lead_that_one_busy_rater_makes_is_no_promotion() -> None:
    votes = [vote(question, 1, rater="ada") for question in range(60)]
    votes += [vote(60 + question, -1, rater="ben") for question in range(12)]
    found = judged(votes)
    assert state(found, GateName.EVIDENCE) is State.PASSED
    assert state(found, GateName.RATERS) is State.FAILED
    assert found.verdict is Verdict.RATERS_DISAGREE


def test_coins_on_each_question_are_disagreement_not_a_lack_of_votes() -> None:
    leads = ((1, 1, -1, -1), (1, -1, 1, -1), (1, 1, 1, -1), (-1, -1, -1, 1))
    votes = [
        vote(question, lead, rater=str(rater), on_left=(question + rater) % 2 == 0)
        for question in range(80)
        for rater, lead in enumerate(leads[question % 4])
    ]
    found = judged(votes)
    assert found.agreement is not None
    assert found.agreement.is_chance
    assert found.verdict is Verdict.RATERS_DISAGREE


@pytest.mark.parametrize(
    ("added", "verdict"),
    [
        (State.PASSED, Verdict.PROMOTE),
        (State.FAILED, Verdict.KEEP),
        (State.UNKNOWN, Verdict.NOT_ENOUGH_EVIDENCE),
    ],
)
def test_a_gate_that_the_caller_adds_can_stop_a_promotion(added: State, verdict: Verdict) -> None:
    found = judged(won(40, 5), further_gates=[Gate("accuracy", added, -0.1, -0.3)])
    assert found.verdict is verdict
    assert found.gates[-1].name == "accuracy"


def test_it_says_how_many_questions_to_add() -> None:
    found = judged(won(20, 10, ties=10), questions_available=45)
    assert found.votes_needed is not None
    assert found.questions_to_add == -(-found.votes_needed * 40 // 30) - 5
    assert judged(won(20, 10), questions_available=1000).questions_to_add == 0
    assert judged(won(20, 10)).questions_to_add is None


def test_a_known_plan_needs_less_evidence_than_an_inferred_one() -> None:
    votes = won(22, 7)
    known, inferred = judged(votes, votes_per_question=1), judged(votes)
    assert known.e_value == pytest.approx(inferred.e_value / 0.6)
    assert (known.verdict, inferred.verdict) == (Verdict.PROMOTE, Verdict.NOT_ENOUGH_EVIDENCE)


def test_a_model_is_not_compared_with_itself() -> None:
    with pytest.raises(ValueError, match="itself"):
        judge([], baseline=NEW, challenger=NEW)


def test_votes_on_other_models_change_nothing_but_the_strengths() -> None:
    votes = won(20, 10)
    third = [replace(one, left="third", right=NEW) for one in votes]
    alone, beside = judged(votes), judged([*third, *votes])
    assert replace(beside, strengths=alone.strengths) == alone
    assert set(beside.strengths.values) == {OLD, NEW, "third"}


Ballots = st.lists(
    st.builds(
        vote,
        st.integers(0, 25),
        st.sampled_from([-1, 0, 1, 1]),
        rater=st.sampled_from("abc"),
        on_left=st.booleans(),
    ),
    max_size=120,
)


def mirrored(one: Vote) -> Vote:
    return replace(one, left=one.right, right=one.left, winner=OTHER_SIDE[one.winner])


@settings(max_examples=30, deadline=None)
@given(Ballots)
def test_mirrored_sides_mirror_the_position_effect_and_nothing_else(votes: list[Vote]) -> None:
    found, other = judged(votes), judged([mirrored(one) for one in votes])
    assert other.verdict is found.verdict
    assert (other.win_rate, other.ci95, other.e_value) == (
        found.win_rate,
        found.ci95,
        found.e_value,
    )
    assert (other.shown_left, other.shown_right) == (found.shown_right, found.shown_left)
    if found.left_rate is not None:
        assert other.left_rate == pytest.approx(1 - found.left_rate)


@settings(max_examples=30, deadline=None)
@given(Ballots)
def test_names_say_nothing(votes: list[Vote]) -> None:
    names = {OLD: "zz", NEW: "aa"}
    renamed = [
        Vote(
            question=f"q{one.question}",
            rater={"a": "b", "b": "c", "c": "a"}[one.rater],
            left=names[one.left],
            right=names[one.right],
            winner=one.winner,
        )
        for one in votes
    ]
    found = judged(votes)
    other = judge(renamed, baseline="zz", challenger="aa")
    same = replace(other, baseline=OLD, challenger=NEW, strengths=found.strengths)
    assert same.gates == found.gates or all(
        one.value == pytest.approx(two.value)
        for one, two in zip(same.gates, found.gates, strict=True)
    )
    assert replace(same, gates=found.gates) == found
    assert {names[name]: value for name, value in found.strengths.values.items()} == pytest.approx(
        dict(other.strengths.values), abs=1e-6
    )


@settings(max_examples=30, deadline=None)
@given(Ballots)
def test_the_baseline_as_challenger_has_the_other_share_of_wins(votes: list[Vote]) -> None:
    found, other = judged(votes), judge(votes, baseline=NEW, challenger=OLD)
    assert (found.decisive, found.ties, found.settled) == (
        other.decisive,
        other.ties,
        other.settled,
    )
    if found.win_rate is not None and other.win_rate is not None:
        assert found.win_rate + other.win_rate == pytest.approx(1)
    assert not found.verdict == other.verdict == Verdict.PROMOTE


def agreed(found: Judgement) -> list[float]:
    one = found.agreement
    return [one.rate, one.at_least, one.at_most, one.questions] if one else []


@settings(max_examples=30, deadline=None)
@given(Ballots, st.randoms(use_true_random=False))
def test_the_order_of_votes_decides_neither_majorities_nor_strengths(
    votes: list[Vote], chance: object
) -> None:
    shuffled = list(votes)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    found, other = judged(votes), judged(shuffled)
    assert (found.win_rate, found.ci95, found.questions, found.left_rate) == (
        other.win_rate,
        other.ci95,
        other.questions,
        other.left_rate,
    )
    assert agreed(found) == pytest.approx(agreed(other))
    assert dict(found.strengths.values) == pytest.approx(dict(other.strengths.values), abs=1e-6)
