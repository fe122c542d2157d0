"""Bradley-Terry beside two independent libraries."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable

import numpy as np
import pytest

from core.evaluation.verdicts.strengths import strengths_of
from core.evaluation.verdicts.votes import Vote, Winner

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import choix
    import evalica


def cast(seed: int, *, count: int = 400, ties: float = 0.0) -> list[Vote]:
    chance = np.random.default_rng(seed)
    true = {"a": -0.5, "b": 0.0, "c": 0.2, "d": 0.6}
    votes = []
    for number in range(count):
        left, right = chance.permutation(list(true))[:2]
        won = chance.random() < 1 / (1 + math.exp(true[right] - true[left]))
        winner = Winner.LEFT if won else Winner.RIGHT
        if chance.random() < ties:
            winner = Winner.TIE
        votes.append(
            Vote(question=str(number % 80), rater="r", left=left, right=right, winner=winner)
        )
    return votes


def with_choix(votes: list[Vote]) -> dict[str, float]:
    names = ["a", "b", "c", "d"]
    pairs = [
        (names.index(vote.left), names.index(vote.right))[:: 1 if vote.winner == "left" else -1]
        for vote in votes
    ]
    found = choix.opt_pairwise(len(names), pairs, alpha=0, tol=1e-10)
    return dict(zip(names, found - found.mean(), strict=True))


def with_evalica(votes: list[Vote]) -> dict[str, float]:
    said = {
        Winner.LEFT: evalica.Winner.X,
        Winner.RIGHT: evalica.Winner.Y,
        Winner.TIE: evalica.Winner.Draw,
    }
    found = evalica.bradley_terry(
        [vote.left for vote in votes],
        [vote.right for vote in votes],
        [said[vote.winner] for vote in votes],
        tolerance=1e-12,
        limit=10_000,
    )
    logs = np.log(found.scores)
    return dict(logs - logs.mean())


@pytest.mark.parametrize("oracle", [with_choix, with_evalica])
@pytest.mark.parametrize("seed", range(3))
def test_the_strengths_are_those_of_other_libraries(
    oracle: Callable[[list[Vote]], dict[str, float]], seed: int
) -> None:
    votes = cast(seed)
    found = strengths_of(votes)
    assert dict(found.values) == pytest.approx(oracle(votes), abs=1e-3)
    assert sum(found.values.values()) == pytest.approx(0, abs=1e-9)
    assert not found.has_ridge


def test_a_tie_is_half_a_win_for_either() -> None:
    votes = cast(7, ties=0.3)
    assert dict(strengths_of(votes).values) == pytest.approx(with_evalica(votes), abs=1e-3)


def test_two_models_have_the_strengths_of_their_odds() -> None:
    votes = [
        Vote(question=str(n), rater="r", left="a", right="b", winner=winner)
        for n, winner in enumerate([Winner.LEFT] * 30 + [Winner.RIGHT] * 10)
    ]
    found = strengths_of(votes)
    assert found.values["a"] - found.values["b"] == pytest.approx(math.log(3))
    assert found.ci95 is None


def test_a_model_that_never_loses_gets_a_finite_strength_and_it_is_said() -> None:
    votes = [Vote(question="1", rater="r", left="a", right="b", winner=Winner.LEFT)] * 10
    found = strengths_of(votes)
    assert found.has_ridge
    assert math.isfinite(found.values["a"])
    assert found.values["a"] > 1 > found.values["b"]


def test_models_that_never_met_stand_on_one_scale_all_the_same() -> None:
    votes = [
        Vote(question="1", rater="r", left=left, right=right, winner=Winner.TIE)
        for left, right in (("a", "b"), ("c", "d"))
    ]
    assert dict(strengths_of(votes).values) == pytest.approx(dict.fromkeys("abcd", 0), abs=1e-9)


def test_the_intervals_of_several_models_hold_their_strengths() -> None:
    found = strengths_of(cast(3))
    assert found.ci95 is not None
    for model, (low, high) in found.ci95.items():
        assert low < found.values[model] < high
        assert 0.1 < high - low < 1


def test_nobody_voted_nobody_is_strong() -> None:
    assert strengths_of([]).values == {}
