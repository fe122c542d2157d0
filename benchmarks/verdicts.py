"""How often a verdict is wrong, and how soon it is right, when somebody looks after every vote.

    python benchmarks/verdicts.py [--runs 2000] [--seed 0]

A vote for the challenger has the log-odds: question + taste + position x (1 on the left, -1 on the
right), where `question` (how much better the challenger answers this one), `taste` (how much this
rater likes the challenger's way) and `position` (how much this rater likes the left) are normal and
independent. One vote in ten is a tie. A comparison is looked at after each vote and ends with its
first promotion, or when all votes are cast.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from core.evaluation.verdicts.comparison import Comparison  # noqa: E402
from core.evaluation.verdicts.gates import GateName, State  # noqa: E402
from core.evaluation.verdicts.positions import goes_left  # noqa: E402
from core.evaluation.verdicts.votes import Vote, Winner  # noqa: E402

OLD, NEW = "old", "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """How people vote; variances are of log-odds."""

    questions: int = 200
    raters: int = 5
    votes: int = 3  # on each question, by as many raters
    advantage: float = 0.0
    question_variance: float = 1.0
    taste_variance: float = 0.0
    position: float = 0.4
    position_variance: float = 0.1
    ties: float = 0.1
    on_left: float = 0.5  # how often the challenger is shown there
    in_balance: bool = True  # as Togi draws sides; else by coins alone, as a file may be
    order: str = "question"  # by question; by pass: one vote each, then a second; or at random


def votes_in(world: World, chance: np.random.Generator) -> Iterator[Vote]:
    def normal(variance: float, size: int) -> np.ndarray:
        return chance.normal(0, variance**0.5, size)

    question = world.advantage + normal(world.question_variance, world.questions)
    taste = normal(world.taste_variance, world.raters)
    position = world.position + normal(world.position_variance, world.raters)
    who = chance.permuted(np.tile(np.arange(world.raters), (world.questions, 1)), axis=1)
    cast = [(q, int(who[q, k])) for q in range(world.questions) for k in range(world.votes)]
    if world.order == "pass":
        cast = [(q, int(who[q, k])) for k in range(world.votes) for q in range(world.questions)]
    elif world.order == "random":
        chance.shuffle(cast)
    stood = {True: 0, False: 0}
    for (q, r), side, tie, draw in zip(cast, *chance.random((3, len(cast))), strict=True):
        left = bool(side < world.on_left)
        if world.in_balance:
            left = goes_left(stood[True], stood[False], coin=left)
        stood[left] += 1
        odds = question[q] + taste[r] + position[r] * (1 if left else -1)
        won = bool(draw < 1 / (1 + np.exp(-odds)))
        winner = Winner.TIE if tie < world.ties else Winner.LEFT if won == left else Winner.RIGHT
        models = (NEW, OLD) if left else (OLD, NEW)
        yield Vote(question=str(q), rater=str(r), left=models[0], right=models[1], winner=winner)


def watched(world: World, chance: np.random.Generator, *, planned: bool) -> Comparison:
    """The comparison at its first promotion, or at its end."""
    comparison = Comparison.between(OLD, NEW, votes_per_question=world.votes if planned else None)
    for vote in votes_in(world, chance):
        comparison.add(vote)
        if comparison.is_won():
            break
    return comparison


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of so many runs: how many promoted, after how many decisive questions, which named sides."""

    runs: int
    promoted: int
    decisive: list[int]
    named: int

    @property
    def rate(self) -> float:
        return self.promoted / self.runs

    @property
    def error(self) -> float:
        return (self.rate * (1 - self.rate) / self.runs) ** 0.5


def simulated(world: World, *, runs: int, seed: int, planned: bool) -> Outcome:
    decisive, named = [], 0
    for chance in map(np.random.default_rng, np.random.SeedSequence(seed).spawn(runs)):
        comparison = watched(world, chance, planned=planned)
        if comparison.is_won():
            decisive.append(comparison.results.settled.decisive)
        named += any(
            gate.name == GateName.SIDES and gate.state is State.FAILED
            for gate in comparison.gates()
        )
    return Outcome(runs, len(decisive), decisive, named)


def tell(name: str, world: World, *, runs: int, seed: int, planned: bool) -> None:
    began = time.perf_counter()
    found = simulated(world, runs=runs, seed=seed, planned=planned)
    middle = f"{statistics.median(found.decisive):.0f}" if found.decisive else "-"
    print(
        f"{name:44} {'known' if planned else 'inferred':9} {found.rate:7.2%} ± {found.error:.2%}"
        f" {middle:>7} {found.named / runs:7.0%} {time.perf_counter() - began:6.0f} s",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    usual = World()
    print(f"{asked.runs} runs each, seed {asked.seed}; as they are where nothing else is said:")
    print(usual)
    print(f"{'':44} {'plan':9} {'promoted ± SE':>16} {'median':>7} {'named':>7}")
    for name, world in worlds(usual).items():
        if asked.only in name:
            for planned in (True, False):
                tell(name, world, runs=asked.runs, seed=asked.seed, planned=planned)


def worlds(usual: World) -> dict[str, World]:
    plain = replace(usual, votes=1, question_variance=0.0, position_variance=0.0, ties=0.0)
    lopsided = replace(usual, in_balance=False)
    return {
        "equal": usual,
        "equal, sides by coins": lopsided,
        "equal, one vote a question": replace(usual, votes=1),
        "equal, pass by pass": replace(usual, order="pass"),
        "equal, any order": replace(usual, order="random"),
        "equal, 5 votes, pass by pass": replace(usual, votes=5, order="pass"),
        "equal, strong position": replace(usual, position=1.5),
        "equal, one vote, strong position": replace(usual, votes=1, position=1.5),
        "equal, tastes of raters differ by 0.1": replace(usual, taste_variance=0.1),
        "equal, tastes of raters differ by 0.25": replace(usual, taste_variance=0.25),
        "equal, 80 % left": replace(lopsided, on_left=0.8),
        "equal, 65 % left, strong position": replace(
            usual, on_left=0.65, position=1.0, in_balance=False
        ),
        "equal, always left": replace(lopsided, on_left=1.0),
        "better, always left": replace(lopsided, on_left=1.0, advantage=0.77),
        "wins 70 %": replace(plain, advantage=float(np.log(0.7 / 0.3)), position=0.0),
        "wins 70 %, 3 votes": replace(usual, advantage=0.77),  # 70 % of its decisive questions
    }


if __name__ == "__main__":
    main()
