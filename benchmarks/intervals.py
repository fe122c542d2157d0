"""Whether the interval of the difference of two models holds what it says, and what it costs.

    python benchmarks/intervals.py [--runs 2000] [--workers 1]

A crowd is made up again and again: everybody rates the answers of two models from 0 to 5, some
ratings are missing. A rating is the sum of a level, the model's lead, and normal effects of the
question, the rater, the model on that question, and chance; it is rounded and clipped to the scale.
The true difference is therefore not the lead that went in, but what is left of it on the scale; as
all effects are normal, it is known exactly, and a million such ratings are drawn to make sure.

An interval of 95 % should cover it in 93 to 98 % of runs, or be marked as “too few”. Raters are
drawn anew in each run, but questions alone are resampled. So what is judged is the difference that
these raters would find on any number of questions; in how many runs the difference that any other
raters would find is covered, too, stands beside it. Where raters have favourites among the models
(the last crowd), three of them can't speak for everybody, however many questions they are asked.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
from scipy.stats import norm

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.evaluation.statistics import Ratings, agreement, difference, mean_of
from core.evaluation.statistics.ratings import Column

SEED = 20
QUESTIONS, RATERS = (20, 50, 100), (3, 5, 10)
FEW = (5, 10, 14)
LEAST, MOST = 0.93, 0.98
MILLISECONDS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """How ratings come about; effects are standard deviations."""

    name: str
    level: float = 3.0
    lead: float = 0.3
    question: float = 0.8
    rater: float = 0.5
    model_on_question: float = 0.5
    chance: float = 0.7
    favourite: float = 0.0  # how much raters differ in which model they like
    missing: float = 0.2

    @property
    def of_questions(self) -> float:
        """How far ratings by one person spread, over all questions."""
        return float(np.hypot(np.hypot(self.question, self.model_on_question), self.chance))


CROWDS = (
    Crowd(name="usual"),
    Crowd(name="equal models", lead=0.0),
    Crowd(name="at the top of the scale", level=4.4, lead=0.5),
    Crowd(name="loud", question=1.2, rater=0.8, model_on_question=1.0, chance=1.0, missing=0.4),
    Crowd(name="raters with favourites", favourite=0.4),
)


def scores(
    crowd: Crowd, questions: int, raters: int, chance: np.random.Generator
) -> tuple[np.ndarray, float]:
    """By question, model and rater (`nan` is missing), and the difference that is to be found."""
    shape = (questions, 2, raters)
    leaning = (
        crowd.level
        + np.array([[0], [crowd.lead]])
        + chance.normal(0, crowd.rater, raters)
        + chance.normal(0, crowd.favourite, (2, raters))
    )
    latent = (
        leaning
        + chance.normal(0, crowd.question, (questions, 1, 1))
        + chance.normal(0, crowd.model_on_question, (questions, 2, 1))
        + chance.normal(0, crowd.chance, shape)
    )
    given = np.clip(np.rint(latent), 0, 5)
    given[chance.random(shape) < crowd.missing] = np.nan
    found = expected(leaning, crowd.of_questions)
    return given, float((found[1] - found[0]).mean())


def expected(middle: np.ndarray, spread: float) -> np.ndarray:
    """The mean of a normal number that is rounded and clipped to 0 … 5."""
    return sum(norm.sf((step - 0.5 - middle) / spread) for step in range(1, 6))


@cache
def truth(crowd: Crowd) -> float:
    """The difference over all questions and all raters."""
    spread = np.hypot(crowd.of_questions, np.hypot(crowd.rater, crowd.favourite))
    before, after = expected(crowd.level + np.array([0, crowd.lead]), spread)
    return float(after - before)


def drawn_truth(crowd: Crowd) -> tuple[float, float]:
    """The same from a million ratings of each model, and its standard error."""
    chance = np.random.default_rng(SEED)
    spread = np.hypot(crowd.of_questions, np.hypot(crowd.rater, crowd.favourite))
    latent = crowd.level + np.array([0, crowd.lead]) + chance.normal(0, spread, (1_000_000, 2))
    before, after = np.clip(np.rint(latent), 0, 5).T
    return float((after - before).mean()), float((after - before).std()) / 1000


def as_ratings(given: np.ndarray) -> Ratings:
    places = np.indices(given.shape).reshape(3, -1)
    questions, models, raters = (
        Column(tuple(f"{kind}{place}" for place in range(size)), codes)
        for kind, size, codes in zip("qmr", given.shape, places, strict=True)
    )
    metric = Column(("quality",), np.zeros(given.size, np.int64))
    return Ratings(questions, models, raters, metric, given.ravel())


@dataclass(frozen=True, slots=True)
class Cell:
    """How often so many questions and raters gave an interval that holds."""

    crowd: Crowd
    questions: int
    raters: int
    runs: int
    coverage: float
    anybody: float  # the same of the difference that all raters would find
    width: float
    marked: float  # the share of runs that were called “too few”

    @property
    def error(self) -> float:
        return (self.coverage * (1 - self.coverage) / self.runs) ** 0.5

    @property
    def holds(self) -> bool:
        return LEAST <= self.coverage <= MOST or self.marked == 1

    def __str__(self) -> str:
        return (
            f"{self.crowd.name:24} {self.questions:9} {self.raters:6} {self.coverage:9.3f} "
            f"±{self.error:.3f} {self.anybody:8.3f} {self.width:6.2f}  "
            + ("too few" if self.marked == 1 else "ok" if self.holds else "OUTSIDE")
        )


def cell(crowd: Crowd, questions: int, raters: int, runs: int) -> Cell:
    """Runs of one kind; each cell has a seed of its own."""
    chance = np.random.default_rng([SEED, questions, raters, CROWD_SEEDS[crowd.name]])
    covered, anybody, widths, marked, counted = 0, 0, 0.0, 0, 0
    for _ in range(runs):
        given, true = scores(crowd, questions, raters, chance)
        found = difference(as_ratings(given), baseline="m0", challenger="m1")
        marked += found.too_few
        if found.ci95 is None:
            continue
        low, high = found.ci95
        counted += 1
        covered += low <= true <= high
        anybody += low <= truth(crowd) <= high
        widths += high - low
    return Cell(
        crowd,
        questions,
        raters,
        counted,
        covered / counted,
        anybody / counted,
        widths / counted,
        marked / runs,
    )


CROWD_SEEDS = {crowd.name: place for place, crowd in enumerate(CROWDS)}


def pace() -> None:
    """What 10,000 resamples of 500 questions cost, and of the agreement on 1,000 answers."""
    ratings = as_ratings(scores(CROWDS[0], 500, 5, np.random.default_rng(SEED))[0])
    deeds = (
        ("difference, 500 questions", lambda: difference(ratings, baseline="m0", challenger="m1")),
        ("mean, 500 questions", lambda: mean_of(ratings)),
        ("alpha, 1,000 answers", lambda: agreement(ratings)),
    )
    for name, deed in deeds:
        took = []
        for _ in range(7):
            began = time.perf_counter()
            deed()
            took.append(time.perf_counter() - began)
        best, usual = 1000 * min(took), 1000 * sorted(took)[3]
        print(f"{name:28} best {best:6.1f} ms, median {usual:6.1f} ms (at most {MILLISECONDS})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=1)
    wanted = parser.parse_args()
    print(f"{wanted.runs} runs a cell, 10,000 resamples each, seed {SEED}\n")
    pace()
    for crowd in CROWDS:
        drawn, error = drawn_truth(crowd)
        print(f"\n{crowd}\n  true difference {truth(crowd):.4f}, drawn {drawn:.4f} ±{error:.4f}")
    plans = [
        *product(CROWDS, QUESTIONS, RATERS),
        *product(CROWDS[:1], FEW, (3,)),
    ]
    print(f"\n{'crowd':24} questions raters  coverage  error  anybody  width")
    failed = 0
    with ProcessPoolExecutor(wanted.workers) as pool:
        for found in pool.map(cell, *zip(*plans, strict=True), [wanted.runs] * len(plans)):
            print(found, flush=True)
            failed += not found.holds
    sys.exit(f"{failed} cells are outside of {LEAST} to {MOST}" if failed else None)


if __name__ == "__main__":
    main()
