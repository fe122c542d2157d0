"""Small versions of `benchmarks/verdicts.py`: looked at after every vote, with fixed seeds."""

from __future__ import annotations

import statistics
from dataclasses import replace

import pytest

from benchmarks.verdicts import World, simulated, worlds

WORLDS = worlds(World())
RUNS = 150
PERMITTED = 0.05 + 2.33 * (0.05 * 0.95 / RUNS) ** 0.5  # 5 %, and what chance adds in 1 of 100


@pytest.mark.parametrize("planned", [True, False])
@pytest.mark.parametrize("name", ["equal", "equal, pass by pass", "equal, any order"])
def test_equal_models_are_hardly_ever_promoted(name: str, *, planned: bool) -> None:
    world = replace(WORLDS[name], questions=100)
    assert simulated(world, runs=RUNS, seed=1, planned=planned).rate <= PERMITTED


def test_a_challenger_always_on_the_favoured_side_is_named_and_never_promoted() -> None:
    world = replace(WORLDS["better, always left"], questions=60)
    found = simulated(world, runs=40, seed=2, planned=True)
    assert (found.promoted, found.named) == (0, 40)


@pytest.mark.parametrize("planned", [True, False])
@pytest.mark.parametrize("name", ["wins 70 %", "wins 70 %, 3 votes"])
def test_who_wins_seventy_percent_is_found_within_sixty_questions(
    name: str, *, planned: bool
) -> None:
    found = simulated(WORLDS[name], runs=60, seed=3, planned=planned)
    assert found.rate > 0.9
    assert statistics.median(found.decisive) <= 60
